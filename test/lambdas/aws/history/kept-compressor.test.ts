import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import {
  keptCompressor,
  roomForPacked,
  type KeptCompressor,
} from '../../../../lambdas/aws/history/kept-compressor.ts';
import { packBytes, packInto, unpackBytes } from '../../../../lambdas/aws/history/zstd.ts';

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

/** What a compressor packs behind some other bytes, which stay as they are. */
function packBehind(compressor: KeptCompressor | undefined, bytes: Buffer): Buffer | undefined {
  const into = Buffer.alloc(3 + roomForPacked(bytes.length), 'a');
  const end = compressor?.pack(bytes, into, 3);
  expect(into.toString('latin1', 0, 3)).toBe('aaa');
  return end === undefined ? undefined : into.subarray(3, end);
}

test('this Node.js keeps a compressor, whose frames are those of a new one', () => {
  const compressor = keptCompressor({ params, mostBytes });
  expect(compressor).toBeDefined();
  fc.assert(
    fc.property(someBytes(mostBytes), (bytes) => {
      const newOne = zstdCompressSync(bytes, { params, pledgedSrcSize: bytes.length });
      expect(packBehind(compressor, bytes)?.equals(newOne)).toBe(true);
    }),
  );
});

test('what is too large is not packed, and what comes after it is', () => {
  const compressor = keptCompressor({ params, mostBytes });
  const largest = Buffer.alloc(mostBytes, 'x');
  expect(packBehind(compressor, Buffer.alloc(mostBytes + 1))).toBeUndefined();
  const packed = packBehind(compressor, largest) ?? Buffer.alloc(0);
  expect(zstdDecompressSync(packed).equals(largest)).toBe(true);
});

test('without room for what cannot be packed nothing is packed', () => {
  const compressor = keptCompressor({ params, mostBytes });
  const into = Buffer.alloc(roomForPacked(100));
  expect(compressor?.pack(Buffer.alloc(100), into, 0)).toBeGreaterThan(0);
  expect(compressor?.pack(Buffer.alloc(100), into, 1)).toBeUndefined();
});

test('bytes are packed into memory that has room for as many, if that makes them smaller', () => {
  fc.assert(
    fc.property(someBytes(2_000), fc.nat(3_000), (bytes, more) => {
      const into = Buffer.alloc(3 + bytes.length + more, 'a');
      const end = packInto(bytes, into, 3);
      const anew = packBytes(bytes);
      const packed = end === undefined ? undefined : into.subarray(3, end);
      expect(packed?.equals(anew)).toBe(anew.length < bytes.length ? true : undefined);
    }),
  );
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
