import { describe, expect, test } from '@jest/globals';
import { maxEventBytes } from '../../lambdas/domain/message-size.ts';
import { largeText, withDetail } from '../../producer/large-text.ts';

const time = '"time":"2026-11-21T19:00:00.000Z"';
const filler = (bytes: number, character = 'x') =>
  `{"text":"${character.repeat((bytes - '{"text":""}'.length) / Buffer.byteLength(character))}"}`;

/** The text of an event of so many bytes. */
function eventText(bytes: number, members: readonly string[] = [], character?: string): string {
  const rest = `{${members.map((one) => `${one},`).join('')}"detail":}`;
  return `${rest.slice(0, -1)}${filler(bytes - Buffer.byteLength(rest), character)}}`;
}

describe('the text of an event that may be too large', () => {
  test('is in parts before and after the detail', () => {
    const detailJson = filler(maxEventBytes);
    const before = '{"id":"1","note":{"detail":1},"detail":';
    const after = `,"resources":["}","\\""],${time}}`;
    const text = `${before}${detailJson}${after}`;

    expect(largeText(text)).toEqual({
      before,
      detailJson,
      after,
      sizeBytes: Buffer.byteLength(text),
    });
  });

  test('has the size that it has with its time', () => {
    const bytes = maxEventBytes - `${time},`.length;

    expect(largeText(eventText(bytes))).toBeUndefined();
    expect(largeText(eventText(bytes + 1))?.sizeBytes).toBe(maxEventBytes + 1);
    expect(largeText(eventText(maxEventBytes, [time]))?.sizeBytes).toBe(maxEventBytes);
    expect(largeText(eventText(maxEventBytes + 1, [time]))?.sizeBytes).toBe(maxEventBytes + 1);
  });

  test('is measured in bytes and not in characters', () => {
    expect(largeText(eventText(maxEventBytes + 2, [], 'ü'))).toBeDefined();
    expect(largeText(eventText(maxEventBytes - 40, [], '€'))).toBeUndefined();
  });

  test.each([
    ['is no object', `["${'x'.repeat(maxEventBytes)}"]`],
    ['has no detail', `{"resources":["${'x'.repeat(maxEventBytes)}"]}`],
    ['has a detail that is no object', `{"detail":["${'x'.repeat(maxEventBytes)}"]}`],
    ['has a reference already', eventText(maxEventBytes + 1, ['"detailReference":{}'])],
  ])('has no parts if it %s', (_, text) => {
    expect(largeText(text)).toBeUndefined();
  });
});

test('another detail takes the place of the first, with a reference beside it', () => {
  const large = { before: '{"id":"1","detail":', detailJson: '{}', after: ',"x":1}', sizeBytes: 0 };
  const reference = { bucket: 'payloads', key: 'in/a/b', sizeBytes: 2, sha256: '00' };

  expect(withDetail(large, '{"a":"ü"}')).toBe('{"id":"1","detail":{"a":"ü"},"x":1}');
  expect(JSON.parse(withDetail(large, '{"a":1}', reference))).toEqual({
    id: '1',
    detail: { a: 1 },
    detailReference: reference,
    x: 1,
  });
});
