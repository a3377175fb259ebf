import type { Step } from '../content/steps.ts';
import { fitText } from '../text/measure.ts';
import type { Badge, TextLine } from './drawing.ts';
import { canvas, framesBottom, margin } from './grid.ts';
import { normal } from './lines.ts';

const columnCount = 2;
const rowHeight = 36;
const first = framesBottom + 32;
const columnWidth = (canvas.width - 2 * margin) / columnCount;
const textAfter = 46;

/** The steps below the frames, in two columns, each with its number. */
export function stepLines(steps: readonly Step[]): {
  readonly badges: readonly Badge[];
  readonly texts: readonly TextLine[];
} {
  const rowsPerColumn = Math.ceil(steps.length / columnCount);
  const placed = steps.map(({ text }, index) => ({
    text: fitText(text, columnWidth - textAfter, normal),
    number: index + 1,
    x: margin + Math.floor(index / rowsPerColumn) * columnWidth,
    y: first + (index % rowsPerColumn) * rowHeight,
  }));
  return {
    badges: placed.map(({ number, x, y }) => ({ number, x: x + 18, y })),
    texts: placed.map(({ text, x, y }) => ({
      text,
      anchor: 'start',
      x: x + textAfter,
      y: y + 9,
      ...normal,
    })),
  };
}
