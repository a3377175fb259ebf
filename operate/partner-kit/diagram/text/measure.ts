import { readFileSync } from 'node:fs';
import { fontFiles, type Weight } from './font-files.ts';
import { readFontWidths, type FontWidths } from './font-widths.ts';

/** The size of a text in pixels, and its weight. */
export interface TextStyle {
  readonly size: number;
  readonly weight: Weight;
}

const widths = new Map<Weight, FontWidths>();

/** The width of a text in pixels, without kerning, which makes it narrower. */
export function textWidth(text: string, { size, weight }: TextStyle): number {
  const ofFont = widths.get(weight) ?? readFontWidths(readFileSync(fontFiles[weight]));
  widths.set(weight, ofFont);
  return Array.from(text).reduce((sum, character) => sum + ofFont(character), 0) * size;
}

/** A text that is no wider than a width: what does not fit is cut off, and an ellipsis says so. */
export function fitText(text: string, width: number, style: TextStyle): string {
  if (textWidth(text, style) <= width) return text;
  const characters = Array.from(text);
  while (characters.length > 0 && textWidth(`${characters.join('')}…`, style) > width) {
    characters.pop();
  }
  return `${characters.join('').trimEnd()}…`;
}

/** A text in as few lines of a width as its words need; the last of `maxLines` takes what is left. */
export function wrapText(
  text: string,
  width: number,
  style: TextStyle,
  maxLines: number,
): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const longer = `${last} ${word}`;
    const isFull = lines.length === maxLines;
    if (last !== undefined && (isFull || textWidth(longer, style) <= width)) {
      lines[lines.length - 1] = longer;
    } else lines.push(word);
  }
  return lines.map((line) => fitText(line, width, style));
}
