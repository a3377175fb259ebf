import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { writeJson } from '../../../lambdas/domain/json.ts';
import { readEvents, type GivenEvent } from '../../../operate/send/given-events.ts';
import { anyCharacter } from '../../support/any-character.ts';

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

test('an array may span one line or many', async () => {
  const events = [eventAt('event', 1, { a: 1 }), eventAt('event', 2, { b: [] })];

  expect(await read('[{"a":1},{"b":[]}]')).toEqual(events);
  expect(await read('\n [\n {"a":1},\n {"b":[]}\n]\n')).toEqual(events);
});

test('a line that is not an event is reported, and the others are sent', async () => {
  expect(await read('{"a":1}\nnope\n[{}]\n3\n{"b":2}')).toEqual([
    eventAt('line', 1, { a: 1 }),
    { kind: 'unreadable', place: { of: 'line', number: 2 }, reason: 'is not JSON' },
    {
      kind: 'unreadable',
      place: { of: 'line', number: 3 },
      reason: 'a domain event must be a JSON object, not an array',
    },
    {
      kind: 'unreadable',
      place: { of: 'line', number: 4 },
      reason: 'a domain event must be a JSON object, not a number',
    },
    eventAt('line', 5, { b: 2 }),
  ]);
});

test('an empty array is no event', async () => {
  expect(await read('[]')).toEqual([]);
});

test('a line that is not UTF-8 is reported, and the others are sent', async () => {
  const lines = [Buffer.from('{"a":1}\n{"b":"'), Buffer.from([0xc3]), Buffer.from('"}\n{"c":"ü"}')];

  expect(await read(Buffer.concat(lines))).toEqual([
    eventAt('line', 1, { a: 1 }),
    { kind: 'unreadable', place: { of: 'line', number: 2 }, reason: 'is not UTF-8' },
    eventAt('line', 3, { c: 'ü' }),
  ]);
});

test('a byte order mark at the beginning is passed over', async () => {
  expect(await read('\uFEFF{"a":1}')).toEqual([eventAt('line', 1, { a: 1 })]);
  expect(await read('\uFEFF[{"a":1}]')).toEqual([eventAt('event', 1, { a: 1 })]);
});

test.each([
  ['EISDIR', 'events.json: is a folder, not a file'],
  ['EACCES', 'events.json: access denied'],
  ['ENOENT', 'events.json: no such file'],
  ['EIO', 'events.json: EIO: i/o error, read'],
])(
  'an input that fails with %s ends in one line, after what was read of it',
  async (code, line) => {
    async function* chunks() {
      yield Buffer.from('{"a":1}\n{"b":');
      throw Object.assign(new Error(`${code}: i/o error, read`), { code });
    }
    const seen: GivenEvent[] = [];
    const reading = async () => {
      for await (const one of readEvents(chunks(), 'events.json')) seen.push(one);
    };

    await expect(reading()).rejects.toMatchObject({ name: 'InputError', message: line });
    expect(seen).toEqual([eventAt('line', 1, { a: 1 })]);
  },
);

test('numbers keep the value that they have in the text', async () => {
  const [given] = await read('{"n":12345678901234567890}');

  expect(given?.kind === 'event' && writeJson(given.event)).toBe('{"n":12345678901234567890}');
});

test('however the bytes are cut, and whatever ends a line elsewhere, the events are the same', async () => {
  const events = fc.array(fc.dictionary(fc.string({ unit: anyCharacter }), fc.string()), {
    minLength: 1,
  });
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
    ['[{"a":1},', 'events.json: is not a valid JSON array'],
    ['[{"a":1}]\n{}', 'events.json: is not a valid JSON array'],
    [Buffer.from([0x5b, 0x0a, 0x22, 0xff, 0x22, 0x5d]), 'events.json: is not UTF-8'],
    ['', 'events.json: is empty'],
    ['\n \n', 'events.json: is empty'],
  ])('%s', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });
});

async function* endless(first: string, chunk: Uint8Array): AsyncGenerator<Uint8Array> {
  yield Buffer.from(first);
  // Twice what is allowed: a reader that goes on beyond it ends all the same.
  for (let chunks = 0; chunks < 512; chunks += 1) yield chunk;
}

describe('what never ends is not gathered without end', () => {
  const mebibyte = Buffer.alloc(1024 * 1024, 'x');

  test('a line is refused by its number', async () => {
    const reading = Array.fromAsync(readEvents(endless('{"a":1}\n', mebibyte), '/dev/zero'));

    await expect(reading).rejects.toThrow('/dev/zero: line 2 is longer than 256 MiB');
  });

  test('an array is refused', async () => {
    const line = Buffer.concat([mebibyte, Buffer.from('\n')]);
    const reading = Array.fromAsync(readEvents(endless('[\n', line), '/dev/zero'));

    await expect(reading).rejects.toThrow('/dev/zero: the array is longer than 256 MiB');
  });
});
