import { expect, it } from '@jest/globals';
import { readCatalog } from '../../../lambdas/registration/catalog.ts';
import { personalData } from '../../../operate/guide/personal-data.ts';

it.each([
  ['order placed by ann@vendor.example', 'it has an e-mail address'],
  ['order.0b9e6f0e-5b8a-4c1d-9d1e-1a2b3c4d5e6f', 'it has a UUID'],
  ['login.from.192.168.0.1', 'it has an IP address'],
  ['sms.+1 555 010 0000', 'it has a phone number'],
  ['order.123456', 'it has a long number'],
  ['commit.9f86d081884c7d659a2f', 'it has a hash or an id'],
])('%j looks personal: %s', (detailType, what) => {
  expect(personalData(detailType)).toBe(what);
});

it.each([
  'order.placed',
  'Order Placed v2',
  'oauth2.token',
  'http.404',
  'invoice.2024-06',
  'acceded',
  'a@b',
])('%j does not', (detailType) => {
  expect(personalData(detailType)).toBeUndefined();
});

it('finds nothing in the detail types of the demonstration', () => {
  const types = readCatalog('catalog', 'vendor.example').list();
  expect(types.filter(({ detailType }) => personalData(detailType) !== undefined)).toEqual([]);
});
