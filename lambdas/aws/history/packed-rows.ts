import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readRows, writeRows } from '../../domain/history/row-columns.ts';
import type { HistoryRow } from '../../domain/history/row.ts';
import { packBytes, unpackBytes } from './zstd.ts';

/** The length of the packed columns comes first. */
const startBytes = 4;
/** No chunk's columns are larger, unpacked. */
const maxColumnsBytes = 64 * 1_048_576;

/** Packs rows: the columns with zstd, and the ids as they are, since random bytes do not get smaller. */
export function packRows(rows: readonly HistoryRow[]): Buffer {
  const { columns, ids } = writeRows(rows);
  const packed = packBytes(Buffer.from(JSON.stringify(columns)));
  const start = Buffer.alloc(startBytes);
  start.writeUInt32LE(packed.length);
  return Buffer.concat([start, packed, ...ids]);
}

/** Unpacks rows; throws if these are none. */
export function unpackRows(bytes: Uint8Array): readonly HistoryRow[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const idsStart = startBytes + buffer.readUInt32LE();
  const columns = unpackBytes(buffer.subarray(startBytes, idsStart), maxColumnsBytes);
  return readRows(JSON.parse(columns.toString()), buffer.subarray(idsStart));
}

/** Rows beside their chunk, and what opens them. */
export interface SealedRows {
  readonly sealed: Buffer;
  /** Is in the chunk alone: with the chunk, the rows are gone. */
  readonly secret: Buffer;
}

const cipher = 'aes-128-gcm';
const secretBytes = 16;
const tagBytes = 16;
// Each secret seals once, so that no two have the same beginning.
const beginning = Buffer.alloc(12);

/** Seals packed rows, so that only the chunk which they are of opens them. */
export function sealRows(packed: Buffer): SealedRows {
  const secret = randomBytes(secretBytes);
  const sealing = createCipheriv(cipher, secret, beginning, { authTagLength: tagBytes });
  const sealed = Buffer.concat([sealing.update(packed), sealing.final(), sealing.getAuthTag()]);
  return { sealed, secret };
}

/** Opens sealed rows; throws if these are none, or were sealed with another secret. */
export function openRows(sealed: Buffer, secret: Uint8Array): Buffer {
  const opening = createDecipheriv(cipher, secret, beginning, { authTagLength: tagBytes });
  opening.setAuthTag(sealed.subarray(-tagBytes));
  return Buffer.concat([opening.update(sealed.subarray(0, -tagBytes)), opening.final()]);
}
