import type { Component } from '../content/component.ts';
import { textWidth, wrapText, type TextStyle } from '../text/measure.ts';
import type { Rectangle, TextLine } from './drawing.ts';

/** Every text is this large, in a drawing of 1920 pixels: 12 points on a slide of 13 inches. */
const textSize = 24;
const lineHeight = 28;
/** From the top of a line to its baseline. */
const ascent = 22;
const inset = { x: 7, y: 6 } as const;

/** The style of names, labels and numbers. */
export const bold: TextStyle = { size: textSize, weight: 'bold' };

/** The style of everything else. */
export const normal: TextStyle = { size: textSize, weight: 'normal' };

/** The text of a component in the middle of its box: the name, and details as far as there is room. */
export function linesIn(box: Rectangle, { name, details }: Component): readonly TextLine[] {
  const width = box.width - 2 * inset.x;
  const maxLines = Math.floor((box.height - 2 * inset.y) / lineHeight);
  const names = wrapText(name, width, bold, Math.max(1, maxLines - details.length));
  const room = maxLines - names.length;
  const below = details.slice(0, room).flatMap((detail, index, shown) => {
    const left = room - shown.length + 1;
    return wrapText(detail, width, normal, index === shown.length - 1 ? left : 1);
  });
  const all = [
    ...names.map((text) => ({ text, ...bold })),
    ...below.map((text) => ({ text, ...normal })),
  ];
  const x = box.x + box.width / 2;
  const top = box.y + (box.height - all.length * lineHeight) / 2;
  return all.map((line, index) => ({
    ...line,
    anchor: 'middle',
    x,
    y: Math.round(top + index * lineHeight + ascent),
  }));
}

/** The left and right end of a line of text. */
export function extentOf(line: TextLine): readonly [left: number, right: number] {
  const width = textWidth(line.text, line);
  return line.anchor === 'start'
    ? [line.x, line.x + width]
    : [line.x - width / 2, line.x + width / 2];
}
