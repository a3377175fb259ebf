import { maxMessageBytes } from '../../domain/dead-letter.ts';
import { readWireHead, writeWireHead, type WireHead } from '../../domain/history/wire.ts';
import { packBytes, unpackBytes } from './zstd.ts';

/** A message as it was read. */
export interface ReadWireMessage extends WireHead {
  /** Unpacks the texts, in the order of the head. */
  readonly unpackTexts: () => readonly Buffer[];
}

const version = 1;
const headStart = 9;
/** No head of a message is larger, unpacked. */
const maxHeadBytes = 64 * 1_048_576;

/**
 * The body of a message on the history queue, base64 of: a byte with the version, the lengths of the packed
 * head and of the ids, the packed head, the ids, and all texts packed together. All of them in one call
 * cost a tenth of what they would cost each alone.
 */
export function writeWireMessage(head: WireHead, texts: readonly Buffer[]): string {
  const { json, ids } = writeWireHead(head);
  const packedHead = packBytes(Buffer.from(json));
  const packedTexts = texts.length === 0 ? Buffer.alloc(0) : packBytes(Buffer.concat(texts));
  const start = Buffer.alloc(headStart);
  start.writeUInt8(version);
  start.writeUInt32LE(packedHead.length, 1);
  start.writeUInt32LE(
    ids.reduce((sum, { length }) => sum + length, 0),
    5,
  );
  return Buffer.concat([start, packedHead, ...ids, packedTexts]).toString('base64');
}

/** Whether SQS takes such a body. */
export function fitsMessage(body: string): boolean {
  return body.length <= maxMessageBytes;
}

/** Reads the body of a message. Throws an Error if it is none. */
export function readWireMessage(body: string): ReadWireMessage {
  const bytes = Buffer.from(body, 'base64');
  if (bytes.length < headStart || bytes.readUInt8() !== version) {
    throw new Error('not a message of the history queue');
  }
  const idsStart = headStart + bytes.readUInt32LE(1);
  const textsStart = idsStart + bytes.readUInt32LE(5);
  const head = readWireHead(
    unpackBytes(bytes.subarray(headStart, idsStart), maxHeadBytes).toString(),
    bytes.subarray(idsStart, textsStart),
  );
  const packed = bytes.subarray(textsStart);
  return { ...head, unpackTexts: () => unpackTexts(packed, head) };
}

function unpackTexts(packed: Buffer, { texts }: WireHead): readonly Buffer[] {
  if (texts.length === 0) return [];
  const total = texts.reduce((sum, { bytes }) => sum + bytes, 0);
  const unpacked = unpackBytes(packed, total);
  if (unpacked.length !== total) throw new Error('the texts of a message have another length');
  let end = 0;
  return texts.map(({ bytes }) => unpacked.subarray(end, (end += bytes)));
}
