import type { Arrow, Point } from '../layout/drawing.ts';
import { strokes, type Tone } from './strokes.ts';

/** An arrow as a line with its heads, which are shapes of their own: not every program draws markers. */
export function arrowSvg({ points, isMutual, isOnMainPath }: Arrow): string {
  const tone = isOnMainPath ? 'main' : 'side';
  const end = headAt(points, tone);
  const start = isMutual ? headAt(points.toReversed(), tone) : undefined;
  const line = [start?.base ?? points[0], ...points.slice(1, -1), end?.base];
  const path = line
    .filter((one) => one !== undefined)
    .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`)
    .join('');
  const { colour, width } = strokes[tone];
  const heads = [start, end].map((head) => (head === undefined ? '' : headSvg(head, colour)));
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}"/>${heads.join('')}`;
}

interface Head {
  readonly tip: Point;
  /** The middle of its back, where the line ends. */
  readonly base: Point;
  readonly corners: readonly [Point, Point];
}

function headAt(points: readonly Point[], tone: Tone): Head | undefined {
  const [before, tip] = points.slice(-2);
  if (before === undefined || tip === undefined) return undefined;
  const { length, halfWidth } = strokes[tone].head;
  const x = Math.sign(tip.x - before.x);
  const y = Math.sign(tip.y - before.y);
  const base = { x: tip.x - x * length, y: tip.y - y * length };
  // At a right angle to the line.
  const corners = [
    { x: base.x - y * halfWidth, y: base.y + x * halfWidth },
    { x: base.x + y * halfWidth, y: base.y - x * halfWidth },
  ] as const;
  return { tip, base, corners };
}

function headSvg({ tip, corners: [one, other] }: Head, colour: string): string {
  return `<path d="M${tip.x} ${tip.y}L${one.x} ${one.y}L${other.x} ${other.y}z" fill="${colour}"/>`;
}
