import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readSelection } from '../../../operate/dead-letters/selection.ts';
import { discardEach, redriveEach, type Taking } from '../../../operate/dead-letters/take.ts';
import { testNowMs } from '../../support/domain-builders.ts';
import { aDeadLetter, fakeDeadLetters } from '../support/a-dead-letter.ts';

const all = readSelection({});

function taking(fields: Partial<Taking> = {}): Taking {
  return {
    signal: new AbortController().signal,
    untilMs: testNowMs,
    pause: async () => undefined,
    now: () => testNowMs,
    onProgress: () => undefined,
    ...fields,
  };
}

const letters = (count: number) =>
  Array.from({ length: count }, (_, index) => aDeadLetter({ id: `letter-${index}` }));

const failsFor =
  (...failures: readonly string[]) =>
  (what: string, id: string) => {
    if (failures.includes(`${what} ${id}`)) throw new Error('refused');
  };

/** A queue to which a young letter comes each second, and at some seconds an old one. */
function restless(...oldAtSeconds: readonly number[]) {
  let seconds = 0;
  const queue = {
    ...fakeDeadLetters([]),
    receive: async () => {
      seconds += 1;
      const isOld = oldAtSeconds.includes(seconds);
      const id = `${isOld ? 'old' : 'young'}-${seconds}`;
      return [aDeadLetter({ id, sentAtMs: testNowMs + (isOld ? -1 : 1) })];
    },
  };
  return { queue, now: () => testNowMs + seconds * 1000, seconds: () => seconds };
}

describe('a redrive', () => {
  test('sends each letter before it deletes it', async () => {
    const queue = fakeDeadLetters(letters(1));
    const report = await redriveEach(queue, all, taking());

    expect(queue.events).toEqual(['sent letter-0', 'removed letter-0']);
    expect(report).toMatchObject({ done: 1, doubled: 0, failed: 0, wasStopped: false });
  });

  test('leaves a letter that could not be sent, and tells why', async () => {
    const queue = fakeDeadLetters(letters(2), failsFor('send letter-0'));
    const report = await redriveEach(queue, all, taking());

    expect(report).toMatchObject({ done: 1, failed: 1, lastFailure: 'Error: refused' });
    expect(queue.visible.map(({ id }) => id)).toEqual(['letter-0']);
  });

  test('tells of a letter that is on both queues now', async () => {
    const queue = fakeDeadLetters(letters(1), failsFor('remove letter-0'));

    expect(await redriveEach(queue, all, taking())).toMatchObject({
      done: 0,
      doubled: 1,
      failed: 0,
    });
  });

  test('never loses a letter, whatever fails', async () => {
    const failure = fc.tuple(fc.constantFrom('send', 'remove'), fc.nat(30));
    await fc.assert(
      fc.asyncProperty(fc.nat(30), fc.array(failure), async (count, failures) => {
        const fails = failsFor(...failures.map(([what, n]) => `${what} letter-${n}`));
        const queue = fakeDeadLetters(letters(count), fails);
        await redriveEach(queue, all, taking());

        const somewhere = new Set([...queue.all(), ...queue.sentBack].map(({ id }) => id));
        expect(somewhere.size).toBe(count);
      }),
    );
  });

  test('takes no letter that came after it began', async () => {
    const young = aDeadLetter({ id: 'young', sentAtMs: testNowMs + 1 });
    const queue = fakeDeadLetters([...letters(1), young]);
    const report = await redriveEach(queue, all, taking());

    expect(report.done).toBe(1);
    expect(queue.visible.map(({ id }) => id)).toEqual(['young']);
  });

  test('goes on behind receives that bring such letters alone', async () => {
    const young = Array.from({ length: 35 }, (_, index) =>
      aDeadLetter({ id: `young-${index}`, sentAtMs: testNowMs + 1 }),
    );
    const queue = fakeDeadLetters([...young, ...letters(12)]);
    const report = await redriveEach(queue, all, taking());

    expect(report.done).toBe(12);
    expect(queue.visible.map(({ id }) => id)).toEqual(young.map(({ id }) => id));
  });

  test('ends when for two minutes none but such letters have come', async () => {
    const { queue, now, seconds } = restless();
    const report = await redriveEach(queue, all, taking({ now }));

    expect(report).toMatchObject({ done: 0, wasStopped: false });
    expect(seconds()).toBe(120);
  });

  test('counts them anew from each letter that was old enough', async () => {
    const { queue, now, seconds } = restless(100, 219, 350);
    const report = await redriveEach(queue, all, taking({ now }));

    expect(report.done).toBe(2);
    expect(seconds()).toBe(219 + 120);
  });

  test('is no faster than it may be', async () => {
    const pauses: number[] = [];
    const pause = async (milliseconds: number) => void pauses.push(milliseconds);
    await redriveEach(fakeDeadLetters(letters(15)), all, taking({ maxPerSecond: 5, pause }));

    expect(pauses).toEqual([2_000, 1_000]);
  });

  test('of chosen letters ends when it has met them all', async () => {
    const queue = fakeDeadLetters(letters(25));
    const report = await redriveEach(queue, readSelection({}, ['letter-3']), taking());

    expect(queue.events.slice(0, 2)).toEqual(['sent letter-3', 'removed letter-3']);
    expect(queue.visible).toHaveLength(24);
    expect([...report.met]).toEqual(['letter-3']);
  });
});

describe('a selection', () => {
  test.each([
    ['words of the reason, in any case', 'WITHIN 24', 1],
    ['the error code', 'ThrottlingException', 1],
    ['neither', 'Throttling', 0],
  ])('goes by %s', async (_, reason, discarded) => {
    const queue = fakeDeadLetters(letters(1));

    expect(await discardEach(queue, readSelection({ reason }), taking())).toMatchObject({
      done: discarded,
    });
  });

  test('by reason leaves a letter that has none', async () => {
    const queue = fakeDeadLetters([aDeadLetter({ attributes: {} })]);

    expect(await discardEach(queue, readSelection({ reason: 'a' }), taking())).toMatchObject({
      done: 0,
    });
  });

  test.each([
    [{ queue: 'both' }, '--queue must be events or retry, not "both"'],
    [{ reason: '' }, '--reason needs a text'],
  ])('%j is refused', (options, message) => {
    expect(() => readSelection(options)).toThrow(message);
  });
});

test('discarding deletes, and sends nothing', async () => {
  const queue = fakeDeadLetters(letters(12));
  const report = await discardEach(queue, all, taking());

  expect(report).toMatchObject({ done: 12, failed: 0 });
  expect(queue.all()).toEqual([]);
  expect(queue.sentBack).toEqual([]);
});
