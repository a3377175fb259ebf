import type {
  Arrow,
  Badge,
  Point,
  Rectangle,
  TextLine,
} from '../../../../../operate/partner-kit/diagram/layout/drawing.ts';
import { extentOf } from '../../../../../operate/partner-kit/diagram/layout/lines.ts';

/** Whether two rectangles have an area in common. */
export function overlap(one: Rectangle, other: Rectangle): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

/** Whether a rectangle is within another. */
export function isWithin(inner: Rectangle, outer: Rectangle): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** What a line of text covers: from the top of its capitals to the end of its descenders. */
export function areaOf(line: TextLine): Rectangle {
  const [left, right] = extentOf(line);
  const { y, size } = line;
  return { x: left, y: y - size * 0.76, width: right - left, height: size };
}

/** What a number covers. */
export function areaOfBadge({ x, y }: Badge): Rectangle {
  return { x: x - 16, y: y - 16, width: 32, height: 32 };
}

/** The lines of an arrow, as rectangles a pixel wide. */
export function segmentsOf({ points }: Pick<Arrow, 'points'>): readonly Rectangle[] {
  return points.slice(1).map((end, index) => {
    const start = points[index]!;
    return {
      x: Math.min(start.x, end.x) - 0.5,
      y: Math.min(start.y, end.y) - 0.5,
      width: Math.abs(end.x - start.x) + 1,
      height: Math.abs(end.y - start.y) + 1,
    };
  });
}

/** Whether a point is on a side of a rectangle. */
export function isOnSide({ x, y }: Point, side: Rectangle): boolean {
  const right = side.x + side.width;
  const bottom = side.y + side.height;
  const isInX = x >= side.x && x <= right;
  const isInY = y >= side.y && y <= bottom;
  const isOnX = x === side.x || x === right;
  const isOnY = y === side.y || y === bottom;
  return (isOnX && isInY) || (isOnY && isInX);
}

/** A rectangle without its border. */
export function inside({ x, y, width, height }: Rectangle): Rectangle {
  return { x: x + 1, y: y + 1, width: width - 2, height: height - 2 };
}

/** All pairs of a list, each once. */
export function pairsOf<T>(list: readonly T[]): readonly (readonly [T, T])[] {
  return list.flatMap((one, index) => list.slice(index + 1).map((other) => [one, other] as const));
}
