import type { BodyPlace } from './row.ts';

/** A text that goes into an object with others. */
export interface FrameText {
  readonly tenant: string;
  /** In UTF-8. */
  readonly bytes: number;
}

/** A frame: texts of one tenant, each a line. */
export interface Frame<T> {
  readonly texts: readonly T[];
  /** Whether it is packed; otherwise it is the lines as they are. */
  readonly isPacked: boolean;
}

/** The most texts of a frame: whoever reads one unpacks them all. */
const maxTexts = 64;
/** The most bytes of a frame, unless it has a single text. */
const maxBytes = 524_288;
/**
 * Frames of fewer bytes are plain. To pack one costs some 15 us besides, for which a month of the bytes that
 * it saves pays many times over; but in the fan-out function it would be a third of an event's time.
 */
export const fewestPackedBytes = 4_096;
/** A frame of fewer texts takes up to twice the time for each of them. */
const fewTexts = 8;

/**
 * Divides texts into frames, each of one tenant's texts alone.
 *
 * @param maxFewBytes how many bytes in frames of few texts are packed, at the most: for want of time
 */
export function divideIntoFrames<T extends FrameText>(
  texts: readonly T[],
  maxFewBytes = Infinity,
): Frame<T>[] {
  let left = maxFewBytes;
  return [...Map.groupBy(texts, ({ tenant }) => tenant).values()].flatMap(divideOwn).map((own) => {
    const bytes = own.reduce((sum, text) => sum + text.bytes, 0);
    const isLarge = bytes >= fewestPackedBytes;
    if (own.length >= fewTexts || !isLarge) return { texts: own, isPacked: isLarge };
    left -= bytes;
    return { texts: own, isPacked: left >= 0 };
  });
}

/** Divides the texts of one tenant. */
function divideOwn<T extends FrameText>(texts: readonly T[]): readonly T[][] {
  const frames: T[][] = [];
  let bytes = 0;
  for (const text of texts) {
    const open = frames.at(-1);
    if (open === undefined || open.length === maxTexts || bytes + text.bytes > maxBytes) {
      frames.push([text]);
      bytes = text.bytes;
    } else {
      open.push(text);
      bytes += text.bytes;
    }
  }
  return frames;
}

/** The places of the texts of frames that follow one another in an object. */
export function placesOf<T>(
  key: string,
  frames: readonly { readonly texts: readonly T[]; readonly length: number }[],
): ReadonlyMap<T, BodyPlace> {
  const places = new Map<T, BodyPlace>();
  let offset = 0;
  for (const { texts, length } of frames) {
    for (const [line, text] of texts.entries()) places.set(text, { key, offset, length, line });
    offset += length;
  }
  return places;
}
