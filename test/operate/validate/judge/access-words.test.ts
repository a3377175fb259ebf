import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { accessWordsIn, asksForAccess } from '../../../../operate/validate/judge/access-words.ts';
import { buildPage } from '../../../../web/bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'page-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['label="Role ARN"', 'the ARN of a role'],
  ['{roleArn:e}', 'the ARN of a role'],
  ['Enter your access key ID', 'an access key'],
  ['name="accessKeyId"', 'an access key'],
  ['secret_access_key', 'a secret key'],
  ['External ID', 'an external id'],
  ['externalId:', 'an external id'],
  ['the role is assumed: sts:AssumeRole', 'a role to assume'],
  ['a cross-account role', 'a role to assume'],
])('%s speaks of %s', (text, what) => {
  expect(accessWordsIn(text).join()).toContain(what);
});

test.each([
  'role="region"',
  'never share keys or roles',
  'No cross-account access is needed',
  'ARN',
])('%s does not ask for access', (text) => {
  expect(accessWordsIn(text)).toEqual([]);
});

test('the page that is deployed asks for none', () => {
  buildPage(folder);
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );

  expect(scripts.length).toBeGreaterThan(0);
  for (const name of scripts) {
    expect(accessWordsIn(readFileSync(join(folder, name), 'utf8'))).toEqual([]);
  }
});

test.each([
  'roleArn',
  'role_arn',
  'iamRole',
  'external-id',
  'ExternalId',
  'accessKeyId',
  'secret',
  'bucketPolicy',
  'credentials',
])('a field %s would give access', (field) => {
  expect(asksForAccess(field)).toBe(true);
});

test.each([
  'generator',
  'account',
  'region',
  'detailTypes',
  'name',
  'sendMissed',
  'token',
  'cursor',
])('a field %s would not', (field) => {
  expect(asksForAccess(field)).toBe(false);
});
