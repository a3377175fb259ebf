import { expect, test } from '@jest/globals';
import { httpsUrl, webUrl } from '../../../web/text/https-url.ts';

test('an https URL is allowed in a link', () => {
  const url = 'https://eu-west-1.console.aws.amazon.com/events/home?region=eu-west-1#/partners';
  expect(httpsUrl(url)).toBe(url);
});

test.each([
  'javascript:alert(1)',
  ' JaVaScRiPt:alert(1)',
  'http://x',
  'data:text/html,x',
  '/x',
  '',
])('%j may not', (url) => {
  expect(httpsUrl(url)).toBeUndefined();
});

test.each([
  ['https://api.vendor.test/payloads/t', true],
  ['http://127.0.0.1:4604/payloads/t', true],
  ['javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['/payloads/t', false],
])('a link to %j is taken, with TLS or without: %j', (url, isTaken) => {
  expect(webUrl(url)).toBe(isTaken ? url : undefined);
});
