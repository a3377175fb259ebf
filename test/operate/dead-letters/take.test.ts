import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readSelection } from '../../../operate/dead-letters/selection.ts';
import { discardEach, redriveEach, type TakeOptions } from '../../../operate/dead-letters/take.ts';
import { testNowMs } from '../../support/domain-builders.ts';
import { aDeadLetter, fakeDeadLetters } from '../support/a-dead-letter.ts';

const all = readSelection({});

function takeOptions(fields: Partial<TakeOptions> = {}): TakeOptions {
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

/** A queue that gets a new dead letter each second, and at some seconds an old one. */
function busyQueue(...oldAtSeconds: readonly number[]) {
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
  test('sends each dead letter before it deletes it', async () => {
    const queue = fakeDeadLetters(letters(1));
    const report = await redriveEach(queue, all, takeOptions());

    expect(queue.events).toEqual(['sent letter-0', 'removed letter-0']);
    expect(report).toMatchObject({ done: 1, doubled: 0, failed: 0, wasStopped: false });
  });

  test('leaves a dead letter that could not be sent, and reports why', async () => {
    const queue = fakeDeadLetters(letters(2), failsFor('send letter-0'));
    const report = await redriveEach(queue, all, takeOptions());

    expect(report).toMatchObject({ done: 1, failed: 1, lastFailure: 'Error: refused' });
    expect(queue.visible.map(({ id }) => id)).toEqual(['letter-0']);
  });

  test('reports a dead letter that is now on both queues', async () => {
    const queue = fakeDeadLetters(letters(1), failsFor('remove letter-0'));

    expect(await redriveEach(queue, all, takeOptions())).toMatchObject({
      done: 0,
      doubled: 1,
      failed: 0,
    });
  });

  test('never loses a dead letter, whatever fails', async () => {
    const failure = fc.tuple(fc.constantFrom('send', 'remove'), fc.nat(30));
    await fc.assert(
      fc.asyncProperty(fc.nat(30), fc.array(failure), async (count, failures) => {
        const fails = failsFor(...failures.map(([what, n]) => `${what} letter-${n}`));
        const queue = fakeDeadLetters(letters(count), fails);
        await redriveEach(queue, all, takeOptions());

        const somewhere = new Set([...queue.all(), ...queue.sentBack].map(({ id }) => id));
        expect(somewhere.size).toBe(count);
      }),
    );
  });

  test('skips a dead letter that arrived after it started', async () => {
    const young = aDeadLetter({ id: 'young', sentAtMs: testNowMs + 1 });
    const queue = fakeDeadLetters([...letters(1), young]);
    const report = await redriveEach(queue, all, takeOptions());

    expect(report.done).toBe(1);
    expect(queue.visible.map(({ id }) => id)).toEqual(['young']);
  });

  test('continues after receives that return only such dead letters', async () => {
    const young = Array.from({ length: 35 }, (_, index) =>
      aDeadLetter({ id: `young-${index}`, sentAtMs: testNowMs + 1 }),
    );
    const queue = fakeDeadLetters([...young, ...letters(12)]);
    const report = await redriveEach(queue, all, takeOptions());

    expect(report.done).toBe(12);
    expect(queue.visible.map(({ id }) => id)).toEqual(young.map(({ id }) => id));
  });

  test('ends after two minutes with only such dead letters', async () => {
    const { queue, now, seconds } = busyQueue();
    const report = await redriveEach(queue, all, takeOptions({ now }));

    expect(report).toMatchObject({ done: 0, wasStopped: false });
    expect(seconds()).toBe(120);
  });

  test('restarts the two minutes at each dead letter that is old enough', async () => {
    const { queue, now, seconds } = busyQueue(100, 219, 350);
    const report = await redriveEach(queue, all, takeOptions({ now }));

    expect(report.done).toBe(2);
    expect(seconds()).toBe(219 + 120);
  });

  test('keeps to the rate limit', async () => {
    const pauses: number[] = [];
    const pause = async (milliseconds: number) => void pauses.push(milliseconds);
    await redriveEach(fakeDeadLetters(letters(15)), all, takeOptions({ maxPerSecond: 5, pause }));

    expect(pauses).toEqual([2_000, 1_000]);
  });

  test('of selected dead letters ends when it has found them all', async () => {
    const queue = fakeDeadLetters(letters(25));
    const report = await redriveEach(queue, readSelection({}, ['letter-3']), takeOptions());

    expect(queue.events.slice(0, 2)).toEqual(['sent letter-3', 'removed letter-3']);
    expect(queue.visible).toHaveLength(24);
    expect([...report.found]).toEqual(['letter-3']);
  });
});

describe('a selection', () => {
  test.each([
    ['words of the reason, in any case', 'WITHIN 24', 1],
    ['the error code', 'ThrottlingException', 1],
    ['neither', 'Throttling', 0],
  ])('selects by %s', async (_, reason, discarded) => {
    const queue = fakeDeadLetters(letters(1));

    expect(await discardEach(queue, readSelection({ reason }), takeOptions())).toMatchObject({
      done: discarded,
    });
  });

  test('by reason skips a dead letter without a reason', async () => {
    const queue = fakeDeadLetters([aDeadLetter({ attributes: {} })]);

    expect(await discardEach(queue, readSelection({ reason: 'a' }), takeOptions())).toMatchObject({
      done: 0,
    });
  });

  test.each([
    [{ queue: 'both' }, '--queue must be events or retry, not "both"'],
    [{ reason: '' }, '--reason must not be empty'],
  ])('%j is refused', (options, message) => {
    expect(() => readSelection(options)).toThrow(message);
  });
});

test('discarding deletes, and sends nothing', async () => {
  const queue = fakeDeadLetters(letters(12));
  const report = await discardEach(queue, all, takeOptions());

  expect(report).toMatchObject({ done: 12, failed: 0 });
  expect(queue.all()).toEqual([]);
  expect(queue.sentBack).toEqual([]);
});
