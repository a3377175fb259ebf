import { describe, expect, test } from '@jest/globals';
import { tokenSession } from '../../../web/sign-in/token-session.ts';

const ann = { subject: 'ann', expiresInSeconds: 3600 };
const first = { ...ann, bearer: 'first', signOutHint: 'id-1' };
const second = { ...ann, bearer: 'second', signOutHint: 'id-2' };

function aSession() {
  const clock = { nowMs: 0 };
  const asked = { times: 0 };
  const onExpired = () => {
    asked.times += 1;
  };
  return { clock, asked, session: tokenSession(first, { onExpired, now: () => clock.nowMs }) };
}

describe('a session', () => {
  test('gives its token as long as it lasts', async () => {
    const { session, clock, asked } = aSession();
    clock.nowMs = 3_580_000;
    expect(await session.token()).toBe('first');
    expect(asked.times).toBe(0);
  });

  test('asks to sign in again before the token expires, and waiting calls continue', async () => {
    const { session, clock, asked } = aSession();
    clock.nowMs = 3_595_000;
    const waiting = [session.token(), session.token()];
    expect(asked.times).toBeGreaterThan(0);
    session.accept(second);
    expect(await Promise.all(waiting)).toEqual(['second', 'second']);
    expect(await session.token()).toBe('second');
    expect(session.signOutHint()).toBe('id-2');
  });

  test('asks to sign in again when the token is refused', async () => {
    const { session, asked } = aSession();
    session.onUnauthorized();
    expect(asked.times).toBe(1);
    const next = session.token();
    session.accept(second);
    expect(await next).toBe('second');
  });

  test('can still be ended by its provider after its token has expired', () => {
    const { session } = aSession();
    session.onUnauthorized();
    expect(session.signOutHint()).toBe('id-1');
  });
});
