import { expect, test } from '@jest/globals';
import {
  minutesLeft,
  readToken,
  tenantOfToken,
} from '../../../../operate/validate/subject/token-tenant.ts';
import { InputError } from '../../../../terminal/input-error.ts';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const aToken = (claims: object) => `${part({ alg: 'none' })}.${part(claims)}.secret`;
const place = { url: 'https://api.example', tenantClaim: 'custom:tenant', nowMs: 1_000_000 };

test('the claim of a token names the tenant', () => {
  const token = aToken({ 'custom:tenant': 'acme' });

  expect(tenantOfToken({ token, given: 'FANOUT_TOKEN' }, place).tenant).toBe('acme');
});

test.each([
  'not a token',
  aToken({ tenant: 'acme' }),
  aToken({ 'custom:tenant': 'a/b' }),
  aToken({}),
])('what is no token of a tenant is refused, without its text: %s', (token) => {
  const read = () => tenantOfToken({ token, given: '--token-file' }, place);

  expect(read).toThrow(InputError);
  expect(read).toThrow(
    '--token-file: expected a token (JWT) whose claim custom:tenant names a tenant',
  );
});

test('a token that has expired is refused before anything is done', () => {
  const token = aToken({ 'custom:tenant': 'acme', exp: 1_000 });

  expect(() => tenantOfToken({ token, given: 'FANOUT_TOKEN' }, place)).toThrow(
    'FANOUT_TOKEN: the token has expired',
  );
  expect(minutesLeft(token, 940_000)).toBe(1);
});

test('a file that is not there is wrong input', async () => {
  await expect(readToken('--token-file', '/nowhere/token')).rejects.toThrow(
    '--token-file /nowhere/token: no such file',
  );
});
