import { backgroundFaults } from './background-faults.ts';
import { drawPng } from './drawing.ts';
import { isDrawable, shapeFaults } from './image-size.ts';
import type { LogoKind } from './logo-kinds.ts';
import { readPngHeader } from './png-header.ts';

/** The longest side of a PNG that is unpacked, in pixels. */
const longestSide = 4_096;
/** AWS gives no size. A logo with less cannot be sharp on a screen with two pixels a dot. */
const shortestSide = 64;

/** What is wrong with a PNG as a logo. */
export function checkPng(bytes: Uint8Array, kind: LogoKind): readonly string[] {
  const header = readPngHeader(bytes);
  if (header === undefined) return ['is not a PNG'];
  const { width, height, hasAlpha } = header;
  const shape = shapeFaults(header, kind);
  if (Math.max(width, height) > longestSide) {
    return [
      ...shape,
      `has ${width} x ${height} pixels; at most ${longestSide} on a side are checked`,
    ];
  }
  const small =
    Math.min(width, height) < shortestSide
      ? [`has only ${width} x ${height} pixels; a side should have ${shortestSide} at least`]
      : [];
  if (!hasAlpha) return [...shape, ...small, 'has no transparent background: no alpha channel'];
  if (!isDrawable(header)) return [...shape, ...small];
  return [...shape, ...small, ...backgroundFaults(drawPng(bytes, header))];
}
