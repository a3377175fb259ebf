import { isJson } from './json.ts';
import { endOfSpace, endOfString, endOfValue, isQuote } from './json-members.ts';

/** What may come next in a JSON text. */
type Expected = 'value' | 'elementOrEnd' | 'name' | 'nameOrEnd' | 'commaOrEnd';

interface Place {
  readonly at: number;
  readonly expected: Expected;
}

/**
 * The index from which on a text is not JSON: its length if it ends too early; undefined if it is JSON. The
 * parser itself tells it of some errors only.
 */
export function syntaxErrorAt(text: string): number | undefined {
  const closers: string[] = [];
  let place: Place = { at: endOfSpace(text, 0), expected: 'value' };
  while (closers.length > 0 || place.expected !== 'commaOrEnd') {
    const next = step(text, place, closers);
    if (typeof next === 'number') return next;
    place = { ...next, at: endOfSpace(text, next.at) };
  }
  return place.at < text.length ? place.at : undefined;
}

/**
 * Reads a mark, a name or a value, and opens and closes objects and arrays. Returns the index of an error, or
 * how the text goes on.
 */
function step(text: string, { at, expected }: Place, closers: string[]): number | Place {
  const character = text.charAt(at);
  if (character === closers.at(-1) && ends.has(expected)) {
    closers.pop();
    return { at: at + 1, expected: 'commaOrEnd' };
  }
  if (expected === 'commaOrEnd') {
    return character === ',' ? { at: at + 1, expected: afterComma(closers) } : at;
  }
  if (expected === 'name' || expected === 'nameOrEnd') return afterName(text, at);
  const opened = openings.get(character);
  if (opened === undefined) return afterScalar(text, at);
  closers.push(opened.closer);
  return { at: at + 1, expected: opened.expected };
}

const ends: ReadonlySet<Expected> = new Set(['elementOrEnd', 'nameOrEnd', 'commaOrEnd']);

const openings: ReadonlyMap<string, { readonly closer: string; readonly expected: Expected }> =
  new Map([
    ['{', { closer: '}', expected: 'nameOrEnd' }],
    ['[', { closer: ']', expected: 'elementOrEnd' }],
  ]);

function afterComma(closers: readonly string[]): Expected {
  return closers.at(-1) === '}' ? 'name' : 'value';
}

function afterName(text: string, at: number): number | Place {
  if (!isQuote(text, at)) return at;
  const end = endOfString(text, at);
  const colon = endOfSpace(text, end);
  const wrong = stringErrorAt(text, at, end);
  if (wrong !== undefined) return wrong;
  return text.charAt(colon) === ':' ? { at: colon + 1, expected: 'value' } : colon;
}

function afterScalar(text: string, at: number): number | Place {
  const end = endOfValue(text, at);
  const wrong = isQuote(text, at) ? stringErrorAt(text, at, end) : scalarErrorAt(text, at, end);
  return wrong ?? { at: end, expected: 'commaOrEnd' };
}

function scalarErrorAt(text: string, start: number, end: number): number | undefined {
  return isJson(text.slice(start, end)) ? undefined : start;
}

// An escape of JSON, or else what must be one: a backslash, or a control character.
const escapes = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})|\\|[^ -\uFFFF]/g;

function stringErrorAt(text: string, start: number, end: number): number | undefined {
  const string = text.slice(start, end);
  if (isJson(string)) return undefined;
  for (const { 0: found, index } of string.matchAll(escapes)) {
    if (found.length === 1) return start + index;
  }
  return text.length;
}
