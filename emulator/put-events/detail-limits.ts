/**
 * Levels of objects and arrays in a detail, including itself. PutEvents' API reference had 1,000 for years
 * and has 1,100 in some editions; for PutPartnerEvents nothing is documented.
 */
const MAX_DEPTH = 1000;

/** An integer of 19 or more digits may be too large. */
const LONG_INTEGER = /\d{19}/u;
/** Strings, so that digits in them are skipped, and numbers. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gu;
const INTEGER = /^-?\d+$/u;
const MAX_DIGITS = '9223372036854775807';
const MIN_DIGITS = '9223372036854775808';

/** Why a detail is refused although it is valid JSON; undefined if it is not refused. */
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

/** Whether an integer exceeds 64 bits, by its text: JSON allows no leading zeros. */
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
  // Each level takes two characters.
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

/** The end of the string that starts here. */
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
