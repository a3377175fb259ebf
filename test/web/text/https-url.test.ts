import { expect, test } from '@jest/globals';
import { httpsUrl } from '../../../web/text/https-url.ts';

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
