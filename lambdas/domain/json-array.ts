const stringOrMark = /"(?:[^"\\]|\\.)*"|[[\]{},]/g;

/**
 * The texts of a JSON array's elements, as they were written, so that one element which cannot be
 * read leaves the others readable. The text must be an array that JSON.parse takes.
 */
export function elementTexts(arrayText: string): readonly string[] {
  const texts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of arrayText.matchAll(stringOrMark)) {
    if (token === '[' || token === '{') {
      depth += 1;
      if (depth === 1) start = index + 1;
    } else if (token === ']' || token === '}') {
      depth -= 1;
      if (depth === 0) texts.push(arrayText.slice(start, index).trim());
    } else if (token === ',' && depth === 1) {
      texts.push(arrayText.slice(start, index).trim());
      start = index + 1;
    }
  }
  return texts[0] === '' ? [] : texts;
}
