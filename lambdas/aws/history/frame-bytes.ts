import {
  divideIntoFrames,
  placesOf,
  type Frame,
  type FrameText,
} from '../../domain/history/frames.ts';
import type { BodyPlace } from '../../domain/history/row.ts';
import { isPacked, packBytes, unpackBytes } from './zstd.ts';

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

/** An object before it is stored. */
export interface MadeObject<T> {
  readonly key: string;
  readonly bytes: Buffer;
  readonly places: ReadonlyMap<T, BodyPlace>;
}

/**
 * An object that holds these texts, and the place of each.
 *
 * @param maxFewBytes as of {@link divideIntoFrames}
 */
export function makeObject<T>(
  key: string,
  texts: readonly KeptLine<T>[],
  maxFewBytes?: number,
): MadeObject<T> {
  const bytes = Buffer.allocUnsafe(texts.reduce((sum, text) => sum + text.bytes + 1, 0));
  let end = 0;
  const frames = divideIntoFrames(texts, maxFewBytes).map((frame) => {
    const start = end;
    end = writeFrame(frame, bytes, start);
    return { texts: frame.texts, length: end - start };
  });
  return { key, bytes: bytes.subarray(0, end), places: placesOf(key, frames) };
}

/** Writes a frame, packed where it now lies if that makes it smaller; returns where it ends. */
function writeFrame(frame: Frame<TextLine>, bytes: Buffer, start: number): number {
  let end = start;
  for (const line of frame.texts) {
    writeLine(line, bytes, end);
    end += line.bytes;
    bytes[end] = lineFeed;
    end += 1;
  }
  if (!frame.isPacked) return end;
  const packed = packBytes(bytes.subarray(start, end));
  if (packed.length >= end - start) return end;
  packed.copy(bytes, start);
  return start + packed.length;
}

/** Writes the text of a line. */
export function writeLine({ text, bytes: length }: TextLine, bytes: Buffer, at: number): void {
  if (typeof text !== 'string') bytes.set(text, at);
  // A text of as many characters as bytes is ASCII, which is copied faster.
  else if (text.length === length) bytes.write(text, at, 'latin1');
  else bytes.write(text, at);
}

/** A line of a frame; undefined if the frame has no such line, or was erased. Throws if it is damaged. */
export function lineOf(frame: Buffer, line: number): string | undefined {
  const lines = isPacked(frame) ? unpackBytes(frame, maxFrameBytes) : frame;
  const text = lines.toString().split('\n')[line]?.trim();
  return text === '' ? undefined : text;
}

/** The text of an event as a line: between the marks of JSON a line break is as good as a space. */
export function asLine(text: string): string {
  return text.includes('\n') ? text.replaceAll(/[\r\n]/g, ' ') : text;
}

/** What an erased frame is overwritten with. */
export const erasedByte = ' '.charCodeAt(0);
