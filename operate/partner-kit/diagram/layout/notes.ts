import type { Architecture } from '../content/architecture.ts';
import { wrapText } from '../text/measure.ts';
import type { TextLine } from './drawing.ts';
import { customerFrame, frameColumns } from './grid.ts';
import { normal } from './lines.ts';

const lineHeight = 32;
const below = 54;

/** What is written below the first customer's frame. */
export function notesOf(architecture: Architecture): readonly TextLine[] {
  const [first] = architecture.customers;
  if (first === undefined) return [];
  const frame = customerFrame(architecture, first);
  const { x, width } = frameColumns.customer;
  return wrapText(noteOf(architecture), width - 28, normal, 3).map((text, index) => ({
    text,
    anchor: 'middle',
    x: x + width / 2,
    y: frame.y + frame.height + below + index * lineHeight,
    ...normal,
  }));
}

function noteOf({ customerRegionCount, customers }: Architecture): string {
  return customerRegionCount > 1
    ? `Any number of customers, each in a Region of their choice out of ${customerRegionCount}`
    : `Any number of customers in ${customers[0]?.region}`;
}
