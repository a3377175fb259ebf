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
 * Frames of fewer bytes are plain. To pack one costs some 20 us besides, for which a month of the bytes that
 * it saves pays many times over; but in the fan-out function it would be a third of an event's time.
 */
export const fewestPackedBytes = 4_096;

/** Divides texts into frames, each of one tenant's texts alone. */
export function divideIntoFrames<T extends FrameText>(texts: readonly T[]): Frame<T>[] {
  const frames: Frame<T>[] = [];
  for (const own of Map.groupBy(texts, ({ tenant }) => tenant).values()) {
    let open: T[] = [];
    let bytes = 0;
    for (const text of own) {
      if (open.length === maxTexts || (open.length > 0 && bytes + text.bytes > maxBytes)) {
        frames.push(frameOf(open));
        open = [];
        bytes = 0;
      }
      open.push(text);
      bytes += text.bytes;
    }
    frames.push(frameOf(open));
  }
  return frames;
}

function frameOf<T extends FrameText>(texts: readonly T[]): Frame<T> {
  const bytes = texts.reduce((sum, text) => sum + text.bytes, 0);
  return { texts, isPacked: bytes >= fewestPackedBytes };
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
