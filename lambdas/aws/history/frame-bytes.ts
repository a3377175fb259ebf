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
  readonly text: Buffer;
}

const lineFeed = Buffer.from('\n');
/** No frame is larger, unpacked: it holds 64 texts at most, and more than half a megabyte only of one. */
const maxFrameBytes = 4 * 1_048_576;

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
export function makeObject<T extends TextLine>(
  key: string,
  texts: readonly T[],
  maxFewBytes?: number,
): MadeObject<T> {
  const frames = divideIntoFrames(texts, maxFewBytes).map((frame) => {
    const parts = frameParts(frame);
    return { texts: frame.texts, parts, length: parts.reduce((sum, part) => sum + part.length, 0) };
  });
  return {
    key,
    bytes: Buffer.concat(frames.flatMap(({ parts }) => parts)),
    places: placesOf(key, frames),
  };
}

function frameParts({ texts, isPacked: packs }: Frame<TextLine>): readonly Buffer[] {
  const lines = texts.flatMap(({ text }) => [text, lineFeed]);
  return packs ? [packBytes(Buffer.concat(lines))] : lines;
}

/** A line of a frame; undefined if the frame has no such line, or was erased. Throws if it is damaged. */
export function lineOf(frame: Buffer, line: number): string | undefined {
  const lines = isPacked(frame) ? unpackBytes(frame, maxFrameBytes) : frame;
  const text = lines.toString().split('\n')[line]?.trim();
  return text === '' ? undefined : text;
}

/** The text of an event as a line: between the marks of JSON a line break is as good as a space. */
export function asLine(text: string): Buffer {
  return Buffer.from(text.includes('\n') ? text.replaceAll(/[\r\n]/g, ' ') : text);
}

/** What an erased frame is overwritten with. */
export const erasedByte = ' '.charCodeAt(0);
