import { nestingStep } from './json.ts';

/** A member of a JSON object, by its place in the object's text: `text.slice(start, end)` is the whole of it. */
export interface JsonMember {
  /** The name as it is written, with its quotes. */
  readonly nameJson: string;
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

/**
 * The members of a JSON object in the order of its text, whose values nobody has to parse: a detail may
 * have a hundred megabytes.
 *
 * @param objectText a JSON object as `writeJson` writes it, without white space
 */
export function* membersOf(objectText: string): Generator<JsonMember> {
  let start = '{'.length;
  while (start < objectText.length - 1) {
    const nameEnd = endOfString(objectText, start);
    const valueStart = nameEnd + ':'.length;
    const end = endOfValue(objectText, valueStart);
    yield { nameJson: objectText.slice(start, nameEnd), start, valueStart, end };
    start = end + ','.length;
  }
}

/** The index after the string whose first quote is at this one. */
export function endOfString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (isEscaped(text, quote)) quote = text.indexOf('"', quote + 1);
  return quote + 1;
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charAt(before) === '\\') before -= 1;
  return (at - before) % 2 === 0;
}

/** The index of the comma or the bracket after the value that begins at this one. */
function endOfValue(text: string, start: number): number {
  let levels = 0;
  let at = start;
  while (levels > 0 || !endsValue.has(text.charAt(at))) {
    const character = text.charAt(at);
    levels += nestingStep(character);
    at = character === '"' ? endOfString(text, at) : at + 1;
  }
  return at;
}

// The empty text is behind the last character.
const endsValue: ReadonlySet<string> = new Set([',', '}', '']);
