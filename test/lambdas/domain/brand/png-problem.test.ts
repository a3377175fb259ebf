import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { crc32 as crc32OfNode } from 'node:zlib';
import { crc32 } from '../../../../lambdas/domain/brand/crc32.ts';
import { pngProblem } from '../../../../lambdas/domain/brand/png-problem.ts';

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function chunk(name: string, data: readonly number[] = []): Buffer {
  const body = Buffer.from([...Buffer.from(name), ...data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32OfNode(body), body.length + 4);
  return whole;
}

/** The last five: bits, colour type, compression, filter, interlacing. */
const header = (width = 9, height = 9, rest = [8, 6, 0, 0, 0]) =>
  chunk(
    'IHDR',
    [width >> 8, width & 255, height >> 8, height & 255]
      .flatMap((byte, index) => (index % 2 === 0 ? [0, 0, byte] : [byte]))
      .concat(rest),
  );
const pixels = chunk('IDAT', [1, 2, 3]);
const end = chunk('IEND');
const png = (...chunks: readonly Buffer[]) => Buffer.concat([Buffer.from(signature), ...chunks]);
const whole = png(header(), chunk('tEXt', [65, 0, 66]), pixels, pixels, end);

test.each([
  ['of colours', whole],
  ['with something after its end', Buffer.concat([whole, Buffer.from('more')])],
  ['of a palette', png(header(1, 4096, [2, 3, 0, 0, 1]), chunk('PLTE', [1, 2, 3]), pixels, end)],
])('a PNG %s is right', (_, bytes) => {
  expect(pngProblem(bytes)).toBeUndefined();
});

describe('a PNG is none', () => {
  const cut = 'is a PNG that is cut off or damaged';
  const wrong = 'is a PNG with a wrong header';
  test.each([
    ['of nothing', Buffer.alloc(0), 'is not a PNG'],
    ['of its signature alone', png(), cut],
    ['of its end alone', png(end), 'is a PNG without a header'],
    ['without an end', png(header(), pixels), cut],
    [
      'with a header that is not the first',
      png(pixels, header(), end),
      'is a PNG without a header',
    ],
    ['with a short header', png(chunk('IHDR', [0, 0, 0, 9]), pixels, end), wrong],
    ['with an unknown colour type', png(header(9, 9, [8, 5, 0, 0, 0]), pixels, end), wrong],
    ['with wrong bits', png(header(9, 9, [4, 6, 0, 0, 0]), pixels, end), wrong],
    ['with another compression', png(header(9, 9, [8, 6, 1, 0, 0]), pixels, end), wrong],
    ['with another interlacing', png(header(9, 9, [8, 6, 0, 0, 2]), pixels, end), wrong],
    ['without a width', png(header(0, 9), pixels, end), 'is a PNG without pixels'],
    ['without a height', png(header(9, 0), pixels, end), 'is a PNG without pixels'],
    ['without pixels', png(header(), end), 'is a PNG without pixels'],
    ['with a second header', png(header(), header(), pixels, end), 'is a PNG with unknown parts'],
    [
      'with a palette after its pixels',
      png(header(9, 9, [8, 3, 0, 0, 0]), pixels, chunk('PLTE', [1, 2, 3]), end),
      'is a PNG without its palette',
    ],
    [
      'that would take a browser’s memory',
      png(header(4097, 9), pixels, end),
      'has 4097 x 9 pixels, 4096 on a side are allowed',
    ],
  ])('%s', (_, bytes, problem) => {
    expect(pngProblem(bytes)).toBe(problem);
  });

  test('that is cut off anywhere, or has one other byte', () => {
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, difference) => {
        expect(pngProblem(whole.subarray(0, at))).toBeDefined();
        const damaged = Buffer.from(whole);
        damaged.writeUInt8(damaged.readUInt8(at) ^ difference, at);
        expect(pngProblem(damaged)).toBeDefined();
      }),
    );
  });
});

test('the checksum is zlib’s', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(crc32(bytes)).toBe(crc32OfNode(bytes));
    }),
  );
});
