import { expect, test } from '@jest/globals';
import { localSession } from '../../../web/local/local-session.ts';

function aSession() {
  const clock = { nowMs: 0 };
  let made = 0;
  const makeToken = async (tenant: string) => {
    made += 1;
    return { token: `${tenant}-${made}`, expiresInSeconds: 3600 };
  };
  return { clock, session: localSession('acme', makeToken, () => clock.nowMs) };
}

test('a token is used again while it lasts', async () => {
  const { session, clock } = aSession();
  expect(await session.token()).toBe('acme-1');
  clock.nowMs = 1_700_000;
  expect(await session.token()).toBe('acme-1');
  clock.nowMs = 3_500_000;
  expect(await session.token()).toBe('acme-2');
});

test('a refused token is not used again', async () => {
  const { session } = aSession();
  await session.token();
  session.onUnauthorized();
  expect(await session.token()).toBe('acme-2');
});
