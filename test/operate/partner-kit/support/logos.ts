import { crc32, deflateSync } from 'node:zlib';

/** An SVG with this content; a square with a disc in it if nothing is said. */
export function anSvg(
  content = '<circle cx="50" cy="50" r="40" fill="#246"/>',
  viewBox = '0 0 100 100',
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="${viewBox}">${content}</svg>`;
}

interface PngFields {
  readonly width?: number;
  readonly height?: number;
  /** How opaque a pixel is, 0 to 255. */
  readonly alpha?: (x: number, y: number) => number;
  /** Without it, a PNG of colours alone. */
  readonly hasAlpha?: boolean;
}

/** A PNG; a disc on a transparent square if nothing is said. */
export function aPng({
  width = 128,
  height = 128,
  alpha,
  hasAlpha = true,
}: PngFields = {}): Buffer {
  const radius = Math.min(width, height) * 0.4;
  const disc = (x: number, y: number) =>
    Math.hypot(x - width / 2, y - height / 2) < radius ? 255 : 0;
  const alphaOf = alpha ?? disc;
  const rows = Array.from({ length: height }, (_, y) => {
    const pixels = Array.from({ length: width }, (__, x) => [
      30,
      60,
      90,
      ...(hasAlpha ? [alphaOf(x, y)] : []),
    ]);
    return Buffer.from([0, ...pixels.flat()]);
  });
  return pngOf(header(width, height, hasAlpha ? 6 : 2), deflateSync(Buffer.concat(rows)));
}

/** A PNG that says it has this size, and has no pixels. */
export function anEmptyPng(width: number, height: number): Buffer {
  return pngOf(header(width, height, 6), Buffer.alloc(0));
}

/** A PNG of colours, one of which stands for transparency. */
export function aPngWithTransparentColour(): Buffer {
  const rows = Array.from({ length: 128 }, (_, y) =>
    Buffer.from([
      0,
      ...Array.from({ length: 128 }, (__, x) =>
        Math.hypot(x - 64, y - 64) < 50 ? [1, 2, 3] : [9, 9, 9],
      ).flat(),
    ]),
  );
  const transparent = chunk('tRNS', Buffer.from([0, 9, 0, 9, 0, 9]));
  return Buffer.concat([
    signature,
    header(128, 128, 2),
    transparent,
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function pngOf(ihdr: Buffer, data: Buffer): Buffer {
  return Buffer.concat([signature, ihdr, chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function header(width: number, height: number, colourType: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([8, colourType, 0, 0, 0], 8);
  return chunk('IHDR', data);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
