import type { Drawing } from './drawing.ts';

// Of 255: what is left of an edge that was drawn smoothly.
const hardlyVisible = 8;
/** A logo that touches its edges here and there has less of its border covered. */
const mostOfBorder = 0.5;
/** Of a box around everything that is drawn. */
const wholeBorder = 0.98;
/** A box that is smaller than this part of the picture is a part of the logo. */
const mostOfPicture = 0.7;

/** What is wrong with a logo's background: it must be transparent. One fault at the most. */
export function backgroundFaults(drawing: Drawing): readonly string[] {
  const box = visibleBox(drawing);
  if (box === undefined) return ['shows nothing, or cannot be read'];
  const whole = { left: 0, top: 0, right: drawing.width - 1, bottom: drawing.height - 1 };
  if (cornersOf(whole).some(([x, y]) => isVisible(drawing, x, y))) {
    return ['has no transparent background: a corner is filled'];
  }
  if (filledShare(drawing, whole) > mostOfBorder) {
    return ['has no transparent background: most of its border is filled'];
  }
  const isLarge = areaOf(box) >= mostOfPicture * areaOf(whole);
  return isLarge && filledShare(drawing, box) >= wholeBorder
    ? ['has no transparent background: all that it shows is in a filled rectangle']
    : [];
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

type Point = readonly [x: number, y: number];

function isVisible({ pixels, width }: Drawing, x: number, y: number): boolean {
  return (pixels[(y * width + x) * 4 + 3] ?? 0) > hardlyVisible;
}

/** The smallest box around what is visible. */
function visibleBox(drawing: Drawing): Box | undefined {
  let box: Box | undefined;
  for (let y = 0; y < drawing.height; y += 1) {
    for (let x = 0; x < drawing.width; x += 1) {
      if (isVisible(drawing, x, y)) box = box === undefined ? boxAt(x, y) : widened(box, x, y);
    }
  }
  return box;
}

function boxAt(x: number, y: number): Box {
  return { left: x, top: y, right: x, bottom: y };
}

function widened({ left, top, right, bottom }: Box, x: number, y: number): Box {
  return {
    left: Math.min(left, x),
    top: Math.min(top, y),
    right: Math.max(right, x),
    bottom: Math.max(bottom, y),
  };
}

function areaOf({ left, top, right, bottom }: Box): number {
  return (right - left + 1) * (bottom - top + 1);
}

function cornersOf({ left, top, right, bottom }: Box): readonly Point[] {
  return [
    [left, top],
    [right, top],
    [left, bottom],
    [right, bottom],
  ];
}

/** How much of a box's border is visible, 0 to 1. */
function filledShare(drawing: Drawing, { left, top, right, bottom }: Box): number {
  const points: Point[] = [];
  for (let x = left; x <= right; x += 1) points.push([x, top], [x, bottom]);
  for (let y = top + 1; y < bottom; y += 1) points.push([left, y], [right, y]);
  return points.filter(([x, y]) => isVisible(drawing, x, y)).length / points.length;
}
