import type { ComponentId, Connection } from '../content/component.ts';
import type { Point, Rectangle } from './drawing.ts';

/** How far from its start an arrow turns, and how far from the box's side it starts then. */
const turn = { after: 14, inset: 30 } as const;

/** Arrows that leave a box at its lower side, to a box that is not below it. */
const bent: ReadonlySet<`${ComponentId}-${ComponentId}`> = new Set([
  'fanOut-retries',
  'fanOut-largeEvents',
]);

/**
 * The points of an arrow from one box to another. It is straight where the boxes face each other, in the
 * middle of the smaller one.
 */
export function routeOf(
  { from, to }: Connection,
  start: Rectangle,
  end: Rectangle,
): readonly Point[] {
  if (bent.has(`${from}-${to}`)) return bentRoute(start, end);
  if (start.y < end.y + end.height && end.y < start.y + start.height) {
    const y = middleOf(start.height < end.height ? start : end).y;
    const isRightwards = start.x < end.x;
    return isRightwards
      ? [
          { x: start.x + start.width, y },
          { x: end.x, y },
        ]
      : [
          { x: start.x, y },
          { x: end.x + end.width, y },
        ];
  }
  const { x } = middleOf(start.width < end.width ? start : end);
  return start.y < end.y
    ? [
        { x, y: start.y + start.height },
        { x, y: end.y },
      ]
    : [
        { x, y: start.y },
        { x, y: end.y + end.height },
      ];
}

function bentRoute(start: Rectangle, end: Rectangle): readonly Point[] {
  const x = start.x < end.x ? start.x + start.width - turn.inset : start.x + turn.inset;
  const bottom = start.y + start.height;
  const y = bottom + turn.after;
  const endX = middleOf(end).x;
  return [
    { x, y: bottom },
    { x, y },
    { x: endX, y },
    { x: endX, y: end.y },
  ];
}

function middleOf({ x, y, width, height }: Rectangle): Point {
  return { x: x + width / 2, y: y + height / 2 };
}
