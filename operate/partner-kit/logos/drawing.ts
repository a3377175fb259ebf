import { Resvg } from '@resvg/resvg-js';
import type { ImageSize } from './image-size.ts';

/** A picture as it is shown: four bytes a pixel, the last of them how opaque it is. */
export interface Drawing extends ImageSize {
  readonly pixels: Uint8Array;
}

/** Enough to see a background, and little memory. */
const longerSide = 256;

/**
 * Draws an SVG, small. Nothing is loaded: no fonts, and no files that it refers to. Throws an Error if it is
 * not well-formed.
 *
 * @param size its proportions, which must be those of a logo: the drawing has them, too
 */
export function drawSvg(svg: string, { width, height }: ImageSize): Drawing {
  const side = width >= height ? 'width' : 'height';
  const drawn = new Resvg(svg, {
    fitTo: { mode: side, value: longerSide },
    font: { loadSystemFonts: false },
  }).render();
  return { width: drawn.width, height: drawn.height, pixels: drawn.pixels };
}

/** Draws a PNG, small. What cannot be read of it is transparent. */
export function drawPng(bytes: Uint8Array, { width, height }: ImageSize): Drawing {
  const data = Buffer.from(bytes).toString('base64');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><image width="${width}" height="${height}" href="data:image/png;base64,${data}"/></svg>`;
  return drawSvg(svg, { width, height });
}
