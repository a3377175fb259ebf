import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { writeJson } from '../../../lambdas/domain/json.ts';
import { readEvents, type GivenEvent } from '../../../operate/send/given-events.ts';

async function read(bytes: string | Uint8Array, chunkBytes = 5): Promise<GivenEvent[]> {
  const all = Buffer.from(bytes);
  async function* chunks() {
    for (let at = 0; at < all.length; at += chunkBytes) yield all.subarray(at, at + chunkBytes);
  }
  return await Array.fromAsync(readEvents(chunks(), 'events.json'));
}

const eventAt = (of: 'line' | 'event', number: number, event: object) => ({
  kind: 'event',
  place: { of, number },
  event,
});

test('each line is an event, empty ones passed over', async () => {
  expect(await read('{"a":1}\n\n  \r\n{"b":2}\r\n')).toEqual([
    eventAt('line', 1, { a: 1 }),
    eventAt('line', 4, { b: 2 }),
  ]);
});

test('an array may stand in one line or in many', async () => {
  const events = [eventAt('event', 1, { a: 1 }), eventAt('event', 2, { b: [] })];

  expect(await read('[{"a":1},{"b":[]}]')).toEqual(events);
  expect(await read('\n [\n {"a":1},\n {"b":[]}\n]\n')).toEqual(events);
});

test('a line that is no event is told, and the others go on', async () => {
  expect(await read('{"a":1}\nnope\n[{}]\n3\n{"b":2}')).toEqual([
    eventAt('line', 1, { a: 1 }),
    { kind: 'unreadable', place: { of: 'line', number: 2 }, reason: 'is not JSON' },
    {
      kind: 'unreadable',
      place: { of: 'line', number: 3 },
      reason: 'a domain event is a JSON object, not an array',
    },
    {
      kind: 'unreadable',
      place: { of: 'line', number: 4 },
      reason: 'a domain event is a JSON object, not a number',
    },
    eventAt('line', 5, { b: 2 }),
  ]);
});

test('nothing is no event', async () => {
  expect(await read('')).toEqual([]);
  expect(await read('\n')).toEqual([]);
  expect(await read('[]')).toEqual([]);
});

test('numbers keep the value that they have in the text', async () => {
  const [given] = await read('{"n":12345678901234567890}');

  expect(given?.kind === 'event' && writeJson(given.event)).toBe('{"n":12345678901234567890}');
});

test('however the bytes are cut, and whatever ends a line elsewhere, the events are the same', async () => {
  const events = fc.array(fc.dictionary(fc.string({ unit: 'binary' }), fc.string()));
  await fc.assert(
    fc.asyncProperty(events, fc.integer({ min: 1, max: 9 }), async (given, chunkBytes) => {
      const lines = given.map((event) => `${JSON.stringify(event)}\n`).join('');
      const found = await read(lines, chunkBytes);

      expect(found.map((one) => one.kind === 'event' && JSON.stringify(one.event))).toEqual(
        given.map((event) => JSON.stringify(event)),
      );
    }),
  );
});

describe('a text that cannot be read at all is refused in one line', () => {
  test.each([
    ['[{"a":1},', 'events.json: begins like a JSON array, and is none'],
    ['[{"a":1}]\n{}', 'events.json: begins like a JSON array, and is none'],
    [Buffer.from([0x22, 0xff, 0x22]), 'events.json: is not UTF-8'],
    [Buffer.from([0x22, 0xc3]), 'events.json: is not UTF-8'],
  ])('%s', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });
});
