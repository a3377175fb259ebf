import { expect, test } from '@jest/globals';
import { ItemEnded, Stopped } from '../../../operate/validate/item-ended.ts';
import { waitFor } from '../../../operate/validate/wait.ts';
import { fakeClock } from './support/fake-clock.ts';

const wait = { what: 'the source to be ACTIVE', withinMs: 3_000, everyMs: 1_000 };

test('looks until it is there', async () => {
  const clock = fakeClock();
  let looks = 0;
  const look = async () => {
    looks += 1;
    return looks < 3
      ? { done: false as const, seen: 'PENDING' }
      : { done: true as const, value: looks };
  };

  expect(await waitFor(wait, look, { clock, signal: new AbortController().signal })).toBe(3);
  expect(clock.pauses).toEqual([1_000, 1_000]);
});

test('says what it waited for and what it saw last', async () => {
  const clock = fakeClock();
  const waiting = waitFor(wait, async () => ({ done: false, seen: 'PENDING' }), {
    clock,
    signal: new AbortController().signal,
  });

  await expect(waiting).rejects.toThrow(
    new ItemEnded(
      'expected the source to be ACTIVE within 3 s, but it did not come; last seen: PENDING',
    ),
  );
  expect(clock.now()).toBe(3_000);
});

test('a look that is throttled has seen nothing yet, and the next one is not at once', async () => {
  const clock = fakeClock();
  let looks = 0;
  const look = async () => {
    looks += 1;
    if (looks < 3) throw Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
    return { done: true as const, value: looks };
  };
  const waiting = { clock, signal: new AbortController().signal };

  expect(await waitFor({ ...wait, everyMs: 0 }, look, waiting)).toBe(3);
  expect(clock.pauses).toEqual([1_000, 1_000]);
});

const failing = (name: string) => async () => {
  throw Object.assign(new Error('no'), { name });
};

test('a look that is throttled for ever ends, and a refusal does so at once', async () => {
  const clock = fakeClock();
  const waiting = { clock, signal: new AbortController().signal };

  await expect(waitFor(wait, failing('ThrottlingException'), waiting)).rejects.toThrow(
    /within 3 s, but it did not come; last seen: ThrottlingException: no$/,
  );
  await expect(waitFor(wait, failing('AccessDeniedException'), waiting)).rejects.toThrow(/^no$/);
  expect(clock.now()).toBe(3_000);
});

test('ends at once when the run is stopped', async () => {
  const stopping = new AbortController();
  const waiting = waitFor(
    wait,
    async () => {
      stopping.abort();
      return { done: false, seen: 'PENDING' };
    },
    { clock: fakeClock(), signal: stopping.signal },
  );

  await expect(waiting).rejects.toThrow(Stopped);
});
