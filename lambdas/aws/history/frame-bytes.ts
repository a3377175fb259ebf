import {
  divideIntoFrames,
  placesOf,
  type Frame,
  type FrameText,
} from '../../domain/history/frames.ts';
import type { BodyPlace } from '../../domain/history/row.ts';
import { reusedMemory } from './reused-memory.ts';
import { isPacked, packInto, unpackBytes } from './zstd.ts';

/** The text of an event, as it will be a line of a frame. */
export interface TextLine extends FrameText {
  readonly text: string | Uint8Array;
}

const lineFeed = '\n'.charCodeAt(0);
/** No frame is larger, unpacked: it holds 64 texts at most, and more than half a megabyte only of one. */
const maxFrameBytes = 4 * 1_048_576;

/** A line, and what its text is of. */
export interface KeptLine<T> extends TextLine {
  readonly of: T;
}

/** How many bytes these texts have as lines, at the most. */
export function roomFor(texts: readonly TextLine[]): number {
  return texts.reduce((sum, { text }) => sum + mostBytesOfCharacter * text.length + 1, 0);
}

// In UTF-8; a surrogate pair is two characters, and has four.
const mostBytesOfCharacter = 3;

/** An object before it is stored. */
export interface MadeObject<T> {
  readonly key: string;
  readonly bytes: Buffer;
  readonly places: ReadonlyMap<T, BodyPlace>;
}

/**
 * An object that holds these texts, and the place of each.
 *
 * @param bytes where the object is written: it has {@link roomFor} the texts
 */
export function makeObject<T>(
  key: string,
  texts: readonly KeptLine<T>[],
  bytes: Buffer = Buffer.allocUnsafe(roomFor(texts)),
): MadeObject<T> {
  let end = 0;
  const frames = divideIntoFrames(texts).map((frame) => {
    const start = end;
    end = writeFrame(frame, bytes, start);
    return { texts: frame.texts, length: end - start };
  });
  return { key, bytes: bytes.subarray(0, end), places: placesOf(key, frames) };
}

// The lines of a frame before they are packed: what is written again and again stays in the processor's cache.
const frameMemory = reusedMemory(maxFrameBytes);

/** Writes a frame, packed if that makes it smaller; returns where it ends. */
function writeFrame(frame: Frame<TextLine>, bytes: Buffer, at: number): number {
  const { texts } = frame;
  if (!frame.isPacked) return writeLines(texts, bytes, at);
  const plain = frameMemory.take(roomFor(texts));
  const length = writeLines(texts, plain, 0);
  const packed = packInto(plain.subarray(0, length), bytes, at);
  const end = packed ?? at + plain.copy(bytes, at, 0, length);
  frameMemory.giveBack(plain);
  return end;
}

function writeLines(texts: readonly TextLine[], bytes: Buffer, at: number): number {
  let end = at;
  for (const line of texts) {
    end = writeText(line, bytes, end);
    bytes[end] = lineFeed;
    end += 1;
  }
  return end;
}

/** Writes the text of a line; returns where it ends. */
export function writeText({ text }: TextLine, bytes: Buffer, at: number): number {
  if (typeof text === 'string') return at + bytes.write(text, at);
  bytes.set(text, at);
  return at + text.length;
}

/** A line of a frame; undefined if the frame has no such line, or was erased. Throws if it is damaged. */
export function lineOf(frame: Buffer, line: number): string | undefined {
  const lines = isPacked(frame) ? unpackBytes(frame, maxFrameBytes) : frame;
  const text = lines.toString().split('\n')[line]?.trim();
  return text === '' ? undefined : text?.replaceAll(lineBreakInside, '\n');
}

/** The text of an event as a line, of which {@link lineOf} makes the text again. */
export function asLine(text: string): string {
  return text.replaceAll('\n', lineBreakInside);
}

// JSON cannot have this character, the vertical tab.
const lineBreakInside = '\v';

/** What an erased frame is overwritten with. */
export const erasedByte = ' '.charCodeAt(0);
