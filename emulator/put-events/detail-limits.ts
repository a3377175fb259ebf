import { endOfString, tokensIn } from './json-tokens.ts';

/** An integer of 19 or more digits may be too large. */
const LONG_INTEGER = /\d{19}/u;
const NUMBER = /^[-\d]/u;
const INTEGER = /^-?\d+$/u;
const MAX_DIGITS = '9223372036854775807';
const MIN_DIGITS = '9223372036854775808';

/** Whether JSON text can have an integer beyond 64 bits; far cheaper than to look for one. */
export function mayHaveLongInteger(json: string): boolean {
  return LONG_INTEGER.test(json);
}

/** Whether JSON text has an integer above 2^63 - 1. */
export function hasIntegerAbove63Bits(json: string): boolean {
  return hasLongInteger(json, (token) => !token.startsWith('-') && exceeds(token, MAX_DIGITS));
}

/** Whether JSON text has an integer below -2^63. */
export function hasIntegerBelow63Bits(json: string): boolean {
  return hasLongInteger(
    json,
    (token) => token.startsWith('-') && exceeds(token.slice(1), MIN_DIGITS),
  );
}

/** Whether JSON text has a number that a double cannot hold, such as 1e400. */
export function hasNumberBeyondDouble(json: string): boolean {
  return numbersIn(json).some((token) => !Number.isFinite(Number(token)));
}

function hasLongInteger(json: string, isWrong: (token: string) => boolean): boolean {
  return numbersIn(json).some((token) => INTEGER.test(token) && isWrong(token));
}

/** The texts of all numbers; digits in strings are none. */
function numbersIn(json: string) {
  return tokensIn(json)
    .map(({ text }) => text)
    .filter((text) => NUMBER.test(text));
}

/** Whether one integer exceeds another, by their texts: JSON allows no leading zeros. */
function exceeds(digits: string, limit: string): boolean {
  return digits.length === limit.length ? digits > limit : digits.length > limit.length;
}

const QUOTE = 0x22;
const OPENING = new Set([0x7b, 0x5b]); // { and [
const CLOSING = new Set([0x7d, 0x5d]);

/** Whether JSON text has more levels of objects and arrays than this. */
export function isTooDeep(json: string, maxLevels: number): boolean {
  // Each level takes two characters.
  if (json.length < 2 * maxLevels) return false;
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) at = endOfString(json, at);
    else if (OPENING.has(code)) depth += 1;
    else if (CLOSING.has(code)) depth -= 1;
    if (depth > maxLevels) return true;
  }
  return false;
}
