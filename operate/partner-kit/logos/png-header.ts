import type { ImageSize } from './image-size.ts';

/** What the beginning of a PNG says of it. */
export interface PngHeader extends ImageSize {
  /** Whether its pixels can be transparent: an alpha channel, or a colour that stands for transparency. */
  readonly hasAlpha: boolean;
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const headerLength = 33;
const chunkOverhead = 12;
const colourTypesWithAlpha: ReadonlySet<number> = new Set([4, 6]);

/** Reads the header of a PNG; undefined if the bytes are none. */
export function readPngHeader(bytes: Uint8Array): PngHeader | undefined {
  if (bytes.length < headerLength) return undefined;
  if (signature.some((byte, index) => bytes[index] !== byte)) return undefined;
  if (chunkName(bytes, signature.length) !== 'IHDR') return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  if (width === 0 || height === 0) return undefined;
  const hasAlpha = colourTypesWithAlpha.has(view.getUint8(25)) || hasTransparentColour(bytes, view);
  return { width, height, hasAlpha };
}

/** Whether there is a tRNS chunk, which comes before the pixels. */
function hasTransparentColour(bytes: Uint8Array, view: DataView): boolean {
  let at = headerLength;
  while (at + chunkOverhead <= bytes.length) {
    const name = chunkName(bytes, at);
    if (name === 'tRNS') return true;
    if (name === 'IDAT') return false;
    at += chunkOverhead + view.getUint32(at);
  }
  return false;
}

function chunkName(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at + 4, at + 8));
}
