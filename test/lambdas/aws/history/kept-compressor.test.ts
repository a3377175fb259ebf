import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { keptCompressor } from '../../../../lambdas/aws/history/kept-compressor.ts';
import { packBytes, unpackBytes } from '../../../../lambdas/aws/history/zstd.ts';

const params = { [constants.ZSTD_c_compressionLevel]: 1 };
const mostBytes = 4_096;

/** Bytes that pack well, or not at all. */
const someBytes = (maxLength: number) =>
  fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc
      .tuple(fc.string(), fc.nat(maxLength))
      .map(([text, length]) => Buffer.alloc(length, text || 'x')),
  );

test('this Node.js keeps a compressor, whose frames are those of a new one', () => {
  const compressor = keptCompressor({ params, mostBytes });
  expect(compressor).toBeDefined();
  fc.assert(
    fc.property(someBytes(mostBytes), (bytes) => {
      const newOne = zstdCompressSync(bytes, { params, pledgedSrcSize: bytes.length });
      expect(compressor?.pack(bytes)?.equals(newOne)).toBe(true);
    }),
  );
});

test('what is too large is not packed, and what comes after it is', () => {
  const compressor = keptCompressor({ params, mostBytes });
  const largest = Buffer.alloc(mostBytes, 'x');
  expect(compressor?.pack(Buffer.alloc(mostBytes + 1))).toBeUndefined();
  const packed = compressor?.pack(largest) ?? Buffer.alloc(0);
  expect(zstdDecompressSync(packed).equals(largest)).toBe(true);
});

test('packed bytes stay as they are while others are packed', () => {
  fc.assert(
    fc.property(fc.array(someBytes(2_000), { maxLength: 5 }), (all) => {
      const packed = all.map((bytes) => packBytes(bytes));
      for (const [index, bytes] of packed.entries()) {
        expect(unpackBytes(bytes, 2_000).equals(all[index]!)).toBe(true);
      }
    }),
  );
});

test('a megabyte is packed, too', () => {
  const bytes = Buffer.alloc(1_048_576, 'some text ');
  expect(unpackBytes(packBytes(bytes), bytes.length).equals(bytes)).toBe(true);
});
