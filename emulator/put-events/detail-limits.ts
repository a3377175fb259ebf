/**
 * Levels of objects and arrays in a detail, itself among them. PutEvents' API reference had 1,000 for
 * years and has 1,100 in some editions; of PutPartnerEvents nothing is documented.
 */
const MAX_DEPTH = 1000;

/** From 19 digits on, an integer may be too large. */
const LONG_INTEGER = /\d{19}/u;
/** Strings, so that nothing in them counts, and numbers. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gu;
const INTEGER = /^-?\d+$/u;
const MAX_DIGITS = '9223372036854775807';
const MIN_DIGITS = '9223372036854775808';

/** Why a detail that is JSON is refused all the same; undefined if it is not. */
export function detailProblem(json: string): string | undefined {
  if (isTooDeep(json)) return `it is nested more than ${MAX_DEPTH} levels deep`;
  if (LONG_INTEGER.test(json) && hasLargeInteger(json)) {
    return `an integer is not from -${MIN_DIGITS} to ${MAX_DIGITS}`;
  }
  return undefined;
}

function hasLargeInteger(json: string): boolean {
  const tokens = json.match(STRING_OR_NUMBER) ?? [];
  return tokens.some((token) => INTEGER.test(token) && isLarge(token));
}

/** Whether an integer is outside of 64 bits, by its text: JSON allows no leading zeros. */
function isLarge(text: string): boolean {
  const isNegative = text.startsWith('-');
  const digits = isNegative ? text.slice(1) : text;
  const limit = isNegative ? MIN_DIGITS : MAX_DIGITS;
  return digits.length === limit.length ? digits > limit : digits.length > limit.length;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x7b, 0x5b]); // { and [
const CLOSING = new Set([0x7d, 0x5d]);

function isTooDeep(json: string): boolean {
  // So deep takes two characters a level.
  if (json.length < 2 * MAX_DEPTH) return false;
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) at = endOfString(json, at);
    else if (OPENING.has(code)) depth += 1;
    else if (CLOSING.has(code)) depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

/** Where a string ends that begins here. */
function endOfString(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end;
}

function isEscaped(json: string, quote: number): boolean {
  let backslashes = 0;
  while (json.charCodeAt(quote - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}
