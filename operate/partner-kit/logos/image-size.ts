import type { LogoKind } from './logo-kinds.ts';

/** The size of a picture, in pixels or in the units of its view box. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** What is longer is no logo, and would need much memory to be drawn. */
const longestRatio = 20;
const squareTolerance = 0.01;

/** Whether a picture of these proportions can be drawn in little memory. */
export function isDrawable({ width, height }: ImageSize): boolean {
  return width / height <= longestRatio && height / width <= longestRatio;
}

/** What is wrong with a logo's proportions. */
export function shapeFaults({ width, height }: ImageSize, { shape }: LogoKind): readonly string[] {
  const size = `${rounded(width)} x ${rounded(height)}`;
  if (shape === 'square') {
    const isSquare = Math.abs(width - height) <= squareTolerance * Math.max(width, height);
    return isSquare ? [] : [`is not square, but ${size}`];
  }
  if (width <= height) return [`is not wider than high, but ${size}`];
  return width / height > longestRatio
    ? [`is more than ${longestRatio} times as wide as high`]
    : [];
}

function rounded(length: number): string {
  return String(Number(length.toPrecision(6)));
}
