import { nestingStep } from './json.ts';

const stringOrMark = /"(?:[^"\\]|\\.)*"|[[\]{},]/g;

/**
 * The texts of a JSON array's elements, as they were written, so that an element which cannot be read
 * does not affect the others. The text must be an array that JSON.parse takes.
 */
export function elementTexts(arrayText: string): readonly string[] {
  const texts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of arrayText.matchAll(stringOrMark)) {
    depth += nestingStep(token);
    const isStart = token === '[' && depth === 1;
    const isEnd = depth === 0 || (token === ',' && depth === 1);
    if (isEnd) texts.push(arrayText.slice(start, index).trim());
    if (isStart || isEnd) start = index + 1;
  }
  return texts[0] === '' ? [] : texts;
}
