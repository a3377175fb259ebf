import type { BodyPlace } from './row.ts';

/** A text that goes into an object with others. */
export interface FrameText {
  readonly tenant: string;
  /** About: what is divided by it may be three times as large, as bytes are to characters. */
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
 * Frames of fewer bytes are plain. To pack 1 kB alone takes 3 us, for which a month of the bytes that it saves
 * pays many times over; but in the fan-out function it would be an eighth of an event's time.
 */
export const fewestPackedBytes = 4_096;

/** Divides texts into frames, each of one tenant's texts alone. */
export function divideIntoFrames<T extends FrameText>(texts: readonly T[]): Frame<T>[] {
  return [...Map.groupBy(texts, ({ tenant }) => tenant).values()].flatMap(divideOwn).map((own) => {
    const bytes = own.reduce((sum, text) => sum + text.bytes, 0);
    return { texts: own, isPacked: bytes >= fewestPackedBytes };
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

/** The places of the texts of frames that follow one another in an object, by what the texts are of. */
export function placesOf<T>(
  key: string,
  frames: readonly { readonly texts: readonly { readonly of: T }[]; readonly length: number }[],
): ReadonlyMap<T, BodyPlace> {
  const places = new Map<T, BodyPlace>();
  let offset = 0;
  for (const { texts, length } of frames) {
    for (const [line, { of }] of texts.entries()) places.set(of, { key, offset, length, line });
    offset += length;
  }
  return places;
}
