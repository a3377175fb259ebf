import { keptCompressor, roomForPacked } from './kept-compressor.ts';

// Imported as a module it would cost each cold start more than it gives: it loads streams.
const { constants, zstdCompressSync, zstdDecompressSync } = process.getBuiltinModule('node:zlib');

/**
 * The size of zstd's table, as a power of two. Left to itself zstd takes another size for each size of text, up
 * to four times this one, and empties the table each time that it changes.
 */
const hashLog = 13;

const params = {
  [constants.ZSTD_c_compressionLevel]: 1,
  [constants.ZSTD_c_hashLog]: hashLog,
};

/** What is larger gains nothing from a kept compressor, whose memory would grow with it. */
const mostKeptBytes = 262_144;

const compressor = keptCompressor({ params, mostBytes: mostKeptBytes });
const packed = Buffer.allocUnsafeSlow(compressor === undefined ? 0 : roomForPacked(mostKeptBytes));

/** Packs bytes with zstd at its fastest level. */
export function packBytes(bytes: Buffer): Buffer {
  const end = packKept(bytes, packed, 0);
  return end === undefined ? packAnew(bytes) : Buffer.from(packed.subarray(0, end));
}

/**
 * Packs bytes into other memory, which has room for as many; returns where the frame ends that begins there, or
 * undefined if it would not be smaller.
 */
export function packInto(bytes: Buffer, into: Buffer, at: number): number | undefined {
  const end = packKept(bytes, into, at);
  if (end !== undefined) return end - at < bytes.length ? end : undefined;
  const anew = packAnew(bytes);
  return anew.length < bytes.length ? at + anew.copy(into, at) : undefined;
}

function packKept(bytes: Buffer, into: Buffer, at: number): number | undefined {
  const end = compressor?.pack(bytes, into, at);
  return end !== undefined && isPackedAt(into, at) ? end : undefined;
}

function packAnew(bytes: Buffer): Buffer {
  // With the size known, zstd takes smaller tables for few bytes: a fifth less time.
  return zstdCompressSync(bytes, { params, pledgedSrcSize: bytes.length });
}

/** Unpacks bytes; throws if they are not packed, or are more than `maxBytes` unpacked. */
export function unpackBytes(bytes: Uint8Array, maxBytes: number): Buffer {
  return zstdDecompressSync(bytes, { maxOutputLength: Math.max(1, maxBytes) });
}

/** Whether bytes begin as zstd's do, which no JSON text does. */
export function isPacked(bytes: Buffer): boolean {
  return isPackedAt(bytes, 0);
}

function isPackedAt(bytes: Buffer, at: number): boolean {
  return bytes.length >= at + 4 && bytes.readUInt32LE(at) === 0xfd2fb528;
}
