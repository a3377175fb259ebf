import { expect, test } from '@jest/globals';
import { isSecretKey } from '../../../../operate/report/masking/credentials.ts';
import { secretFinders } from '../../../../operate/report/masking/finders.ts';
import { textMask } from '../../../../operate/report/masking/text-mask.ts';

const hide = textMask(secretFinders([]));
const jwt = `${encoded({ alg: 'RS256' })}.${encoded({ sub: 'ann' })}.c2lnbmF0dXJl`;
const link = `${encoded([1, 'acme/repo1'])}.key1.${'c'.repeat(43)}`;

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

test.each([
  ['a signature', 'https://s3.test/k?X-Amz-Signature=0a1b2c&X-Amz-Date=1', '0a1b2c'],
  ['a session token', 'https://s3.test/k?X-Amz-Security-Token=IQoJ%2Fb3%3D&a=1', 'IQoJ%2Fb3%3D'],
  ['a credential', 'https://s3.test/k?x-amz-credential=AKIAX%2F2026', 'AKIAX%2F2026'],
  ['a signature in JSON', '{"u":"https://s3.test/?a=1\\u0026X-Amz-Signature=0a1b2c"}', '0a1b2c'],
  ['a signature in a URL', 'to=https%3A%2F%2Fs3.test%3FX-Amz-Signature%3D0a1b2c%26d%3D1', '0a1b2c'],
  ['a header of AWS', 'AWS4-HMAC-SHA256 Credential=me/1/x, Signature=0a1b2c', '0a1b2c'],
  ['an Authorization header', `GET /\nAuthorization: Basic dTpw\nAccept: x`, 'dTpw'],
  ['an Authorization header in JSON', '{"authorization":"Basic dTpw"}', 'dTpw'],
  ['a header in JSON in JSON', JSON.stringify('{"Authorization":"opaque-1"}'), 'opaque-1'],
  ['a cookie', 'Set-Cookie: session=0a1b2c', '0a1b2c'],
  ['a bearer token', 'sent with Bearer abcdef0123456789', 'abcdef0123456789'],
  ['a JWT', `it said ${jwt}.`, jwt],
  ['an access key', 'with AKIAIOSFODNN7EXAMPLE', 'AKIAIOSFODNN7EXAMPLE'],
  ['a temporary access key', 'with ASIAIOSFODNN7EXAMPLE', 'ASIAIOSFODNN7EXAMPLE'],
  ['a secret key', '{"SecretAccessKey": "wJalr/XUt"}', 'wJalr/XUt'],
  ['a secret key of a profile', 'aws_secret_access_key=wJalr', 'wJalr'],
  ['a payload link', `{"payload_url":"https://api.test/payloads/${link}"}`, link],
])('%s is hidden', (_, text, credential) => {
  const shown = hide(text);

  expect(shown).toContain('[hidden]');
  expect(shown).not.toContain(credential);
});

test.each([
  'GET https://api.test/sources?limit=10',
  'The signature was right, and so was the authorization',
  '{"payload_url":"https://api.test/","nextToken":"abc"}',
  'arn:aws:events:eu-west-1::event-source/aws.partner/vendor.example.test/acme/repo1',
])('other texts stay: %s', (text) => {
  expect(hide(text)).toBe(text);
});

test('headers and members that hold credentials are known by their names', () => {
  const names = ['Authorization', 'X-Amz-Security-Token', 'secret_access_key', 'accessToken'];

  expect(names.every(isSecretKey)).toBe(true);
  expect(['nextToken', 'detail', 'key', 'id'].some(isSecretKey)).toBe(false);
});
