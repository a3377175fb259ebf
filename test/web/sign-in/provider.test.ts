import { expect, test } from '@jest/globals';
import { isOnLoopback } from '../../../web/sign-in/provider.ts';

test.each(['http://127.0.0.1:4000', 'http://localhost:4000/oidc', 'http://[::1]:4000'])(
  'the issuer %s may go without TLS',
  (issuer) => {
    expect(isOnLoopback(issuer)).toBe(true);
  },
);

test.each([
  'http://vendor.test',
  'http://localhost.vendor.test',
  'http://127.0.0.1.vendor.test',
  'http://127.0.0.1@vendor.test',
])('the issuer %s may not', (issuer) => {
  expect(isOnLoopback(issuer)).toBe(false);
});
