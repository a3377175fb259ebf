import { describe, expect, test } from '@jest/globals';
import { InputError } from '../../../terminal/input-error.ts';
import type { GivenEvent } from '../../../operate/send/given-events.ts';
import { sendGiven } from '../../../operate/send/send-given.ts';
import type { OutgoingEvent, Producer } from '../../../producer/index.ts';

const never = new AbortController().signal;

function anEvent(id: string): OutgoingEvent {
  return { id, generator: 'acme/repo', detailType: 'push', detail: {} };
}

/** A producer that fails the events of these ids. */
function fakeProducer(...failing: readonly string[]) {
  const batches: number[] = [];
  const producer: Producer = {
    async sendEvents(events) {
      batches.push(events.length);
      const failed = events.flatMap((event, index) =>
        failing.includes(event.id)
          ? [{ event, index, kind: 'refused' as const, code: 'invalidEvent', reason: 'wrong' }]
          : [],
      );
      return { sent: events.length - failed.length, failed };
    },
  };
  return { producer, batches };
}

const send = async (events: AsyncIterable<GivenEvent>, producer: Producer) =>
  await sendGiven(events, producer, { signal: never, onProgress: () => undefined });

async function* given(...all: readonly (string | undefined)[]): AsyncGenerator<GivenEvent> {
  for (const [index, id] of all.entries()) {
    const place = { of: 'line' as const, number: index + 1 };
    if (id === undefined) yield { kind: 'unreadable', place, reason: 'is not JSON' };
    else yield { kind: 'event', place, event: anEvent(id) };
  }
}

test('what was not sent is reported by its position, in the given order', async () => {
  const { producer } = fakeProducer('b');
  const events = given('a', 'b', undefined, 'c');
  const report = await sendGiven(events, producer, { signal: never, onProgress: () => undefined });

  expect(report).toEqual({
    sent: 2,
    notSent: [
      {
        place: { of: 'line', number: 2 },
        id: 'b',
        kind: 'refused',
        code: 'invalidEvent',
        reason: 'wrong',
      },
      {
        place: { of: 'line', number: 3 },
        id: null,
        kind: 'unreadable',
        code: 'invalidEvent',
        reason: 'is not JSON',
      },
    ],
    wasStopped: false,
    inputProblem: null,
    lastRead: { of: 'line', number: 4 },
  });
});

describe('an input that breaks off', () => {
  const problem = new InputError('events.json: EIO: i/o error, read');
  async function* broken(...ids: readonly (string | undefined)[]) {
    yield* given(...ids);
    throw problem;
  }
  test('is sent as far as it was read, and its last position is reported', async () => {
    const { producer, batches } = fakeProducer('b');

    expect(await send(broken('a', 'b', undefined), producer)).toMatchObject({
      sent: 1,
      notSent: [
        { place: { number: 2 }, id: 'b' },
        { place: { number: 3 }, id: null },
      ],
      wasStopped: false,
      inputProblem: problem.message,
      lastRead: { of: 'line', number: 3 },
    });
    expect(batches).toEqual([2]);
  });

  test('loses no count of the thousands before', async () => {
    const { producer } = fakeProducer('0');
    const ids = Array.from({ length: 1_500 }, (_, index) => String(index));

    expect(await send(broken(...ids), producer)).toMatchObject({
      sent: 1_499,
      notSent: [{ place: { number: 1 } }],
      lastRead: { number: 1_500 },
    });
  });

  test('before its first event is wrong input', async () => {
    await expect(send(broken(), fakeProducer().producer)).rejects.toBe(problem);
  });

  test('for a bug is no such thing', async () => {
    const bug = new TypeError('x is undefined');
    async function* wrong() {
      yield* given('a');
      throw bug;
    }
    await expect(send(wrong(), fakeProducer().producer)).rejects.toBe(bug);
  });
});

test('a long input goes a thousand at a time, with progress', async () => {
  const { producer, batches } = fakeProducer();
  const shown: number[] = [];
  const ids = Array.from({ length: 2_500 }, (_, index) => String(index));
  await sendGiven(given(...ids), producer, {
    signal: never,
    onProgress: (sent) => shown.push(sent),
  });

  expect(batches).toEqual([1_000, 1_000, 500]);
  expect(shown).toEqual([1_000, 2_000, 2_500]);
});

test('a stop ends the reading, although more could arrive', async () => {
  const stopping = new AbortController();
  const { producer, batches } = fakeProducer();
  async function* endless() {
    yield* given('a');
    stopping.abort();
    await new Promise(() => undefined);
  }
  const report = await sendGiven(endless(), producer, {
    signal: stopping.signal,
    onProgress: () => undefined,
  });

  expect(report).toMatchObject({ sent: 1, wasStopped: true, lastRead: { number: 1 } });
  expect(batches).toEqual([1]);
});
