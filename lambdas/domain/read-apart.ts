import { isJsonObject } from './json.ts';
import { endOfValue, firstMember, isQuote, membersOf, nameAt, nextMember } from './json-members.ts';

/** A JSON text, parsed but for the value of one member. */
export interface ReadApart<T> {
  /** What the text says. In an object that has the member, `{}` stands for the member's value. */
  readonly value: unknown;
  /** What was read of the member's value; undefined if there is no such member. */
  readonly apart: T | undefined;
  /** A name that the object has twice. */
  readonly repeatedName: string | undefined;
}

/**
 * Parses JSON, and has the value of one member of its object read from its text, a slice of the whole, so
 * that nobody parses it twice. Throws SyntaxError if the text is not JSON.
 *
 * Where the member's value is in a text that may be anything is a guess, and two parses prove it: if the
 * value is JSON, and so is the text with `{}` in its place, then the whole is JSON and has the value there.
 *
 * @param read reads a text, and throws SyntaxError if that is not JSON; it may be called twice
 */
export function readApart<T>(
  text: string,
  name: string,
  read: (valueJson: string) => T,
): ReadApart<T> {
  const valueStart = findValue(text, name);
  for (const end of valueStart === undefined ? [] : likelyEnds(text, valueStart)) {
    try {
      const rest = `${text.slice(0, valueStart)}{}${text.slice(end)}`;
      const value: unknown = JSON.parse(rest);
      const apart = read(text.slice(valueStart, end));
      return { value, apart, repeatedName: repeatedName(rest, value) };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  // There is no such member; or the text is not JSON, and the parser says from where on.
  const value: unknown = JSON.parse(text);
  return { value, apart: undefined, repeatedName: repeatedName(text, value) };
}

/** Where the value of an object's first member of this name begins; undefined if it has none. */
function findValue(text: string, name: string): number | undefined {
  let start = firstMember(text);
  while (isQuote(text, start)) {
    const { nameJson, valueStart } = nameAt(text, start);
    if (nameIn(nameJson) === name) return valueStart;
    start = nextMember(text, endOfValue(text, valueStart));
  }
  return undefined;
}

/** Where a value may end: an object that is written last ends before the last brace, which takes no scan. */
function* likelyEnds(text: string, valueStart: number): Generator<number> {
  const beforeLastBrace = text.slice(0, text.lastIndexOf('}')).trimEnd();
  const isGuess = beforeLastBrace.endsWith('}') && beforeLastBrace.length > valueStart;
  if (isGuess) yield beforeLastBrace.length;
  const end = endOfValue(text, valueStart);
  if (!isGuess || end !== beforeLastBrace.length) yield end;
}

function repeatedName(objectText: string, value: unknown): string | undefined {
  if (!isJsonObject(value) || countMembers(objectText) === Object.keys(value).length) {
    return undefined;
  }
  const names = new Set<string | undefined>();
  let repeated: string | undefined;
  for (const { nameJson } of membersOf(objectText)) {
    const name = nameIn(nameJson);
    if (names.has(name)) repeated ??= name;
    names.add(name);
  }
  return repeated;
}

function countMembers(objectText: string): number {
  let count = 0;
  let start = firstMember(objectText);
  while (isQuote(objectText, start)) {
    count += 1;
    start = nextMember(objectText, endOfValue(objectText, nameAt(objectText, start).valueStart));
  }
  return count;
}

/** What a name says; undefined if it is not JSON. */
function nameIn(nameJson: string): string | undefined {
  if (!nameJson.includes('\\')) return nameJson.slice(1, -1);
  try {
    return String(JSON.parse(nameJson));
  } catch {
    return undefined;
  }
}
