import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  SPACE,
} from '../characters.ts';

/**
 * Where the values of a valid JSON text are, in order, names of members before their values. Nothing is built of them,
 * so what a pattern does not ask for costs next to nothing.
 */
export type JsonTape = {
  readonly text: string;
  /** Where each value begins in the text. */
  readonly starts: Int32Array;
  /** Where a value ends in the text; of an object or array, the index of the value after it. */
  readonly ends: Int32Array;
};

/** V8 keeps arrays of so many bytes with its other objects: they are made and collected much faster. */
const FIRST_SIZE = 64 / Int32Array.BYTES_PER_ELEMENT;

/** Finds the values of a text that is known to be valid JSON. */
export function scanJson(text: string): JsonTape {
  let starts: Int32Array = new Int32Array(FIRST_SIZE);
  let ends: Int32Array = new Int32Array(FIRST_SIZE);
  const open: number[] = [];
  let count = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isBetweenValues(code)) at += 1;
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      ends[open.pop() ?? 0] = count;
      at += 1;
    } else {
      if (count === starts.length) [starts, ends] = [grown(starts), grown(ends)];
      starts[count] = at;
      if (isOpening(code)) open.push(count);
      at = isOpening(code) ? at + 1 : endOfScalar(text, at, code);
      ends[count] = at;
      count += 1;
    }
  }
  return { text, starts, ends };
}

/** Twice as long, with the same beginning. */
function grown(numbers: Int32Array): Int32Array {
  const longer = new Int32Array(2 * numbers.length);
  longer.set(numbers);
  return longer;
}

/** Whether the value is an object. */
export function isObjectAt({ text, starts }: JsonTape, index: number): boolean {
  return text.charCodeAt(starts[index] ?? 0) === OPEN_BRACE;
}

/** Whether the value is an object or an array. */
export function isContainerAt({ text, starts }: JsonTape, index: number): boolean {
  return isOpening(text.charCodeAt(starts[index] ?? 0));
}

/** The text of a string, its quotes removed and its escapes resolved; undefined for any other value. */
export function stringAt({ text, starts, ends }: JsonTape, index: number): string | undefined {
  const start = starts[index] ?? 0;
  if (text.charCodeAt(start) !== QUOTE) return undefined;
  const inner = text.slice(start + 1, (ends[index] ?? 0) - 1);
  if (!inner.includes('\\')) return inner;
  const parsed: unknown = JSON.parse(`"${inner}"`);
  return String(parsed);
}

/** The text of a number, true, false or null. */
export function wordAt({ text, starts, ends }: JsonTape, index: number): string {
  return text.slice(starts[index], ends[index]);
}

function isOpening(code: number): boolean {
  return code === OPEN_BRACE || code === OPEN_BRACKET;
}

function isBetweenValues(code: number): boolean {
  return code <= SPACE || code === COMMA || code === COLON;
}

function endOfScalar(text: string, start: number, code: number): number {
  if (code === QUOTE) return endOfString(text, start);
  let end = start + 1;
  while (end < text.length && isPartOfWord(text.charCodeAt(end))) end += 1;
  return end;
}

function isPartOfWord(code: number): boolean {
  return !isBetweenValues(code) && code !== CLOSE_BRACE && code !== CLOSE_BRACKET;
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
}

function isEscaped(text: string, quote: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(quote - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}
