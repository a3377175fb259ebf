import { endOfSpace, endOfValue } from './json-members.ts';

/**
 * The texts of a JSON array's elements, as they were written, so that an element which cannot be read
 * does not affect the others. If each of them is JSON, so is the array. Throws SyntaxError if it cannot be
 * an array.
 */
export function elementTexts(arrayText: string): readonly string[] {
  const texts: string[] = [];
  let at = endOfMark(arrayText, 0, '[');
  while (arrayText.charAt(at) !== ']') {
    if (texts.length > 0) at = endOfMark(arrayText, at, ',');
    const end = endOfValue(arrayText, at);
    texts.push(arrayText.slice(at, end));
    at = endOfSpace(arrayText, end);
  }
  if (endOfMark(arrayText, at, ']') < arrayText.length) throw notAnArray();
  return texts;
}

/** The index after a mark that must be there, and after the white space around it. */
function endOfMark(text: string, start: number, mark: string): number {
  const at = endOfSpace(text, start);
  if (text.charAt(at) !== mark) throw notAnArray();
  return endOfSpace(text, at + mark.length);
}

function notAnArray(): SyntaxError {
  return new SyntaxError('This is not a JSON array');
}
