import { NINE, ZERO } from '../characters.ts';

/** A double keeps any so many digits, if no exponent makes them too small or too large. */
const SURE_DIGITS = 15;

/**
 * The double of a number, if Event Ruler can compare it: the text is the shortest one of a double, or that with more
 * zeros. Others are compared by their text alone, and fulfil no `numeric`.
 */
export function comparableNumber(text: string): number | undefined {
  const number = shortInteger(text) ?? Number(text);
  if (!Number.isFinite(number)) return undefined;
  // There is no negative zero among decimals.
  return isSurelyExact(text) || isSameDecimal(String(number), text) ? number + 0 : undefined;
}

/** A number of a few digits alone, as most are; undefined for any other. */
function shortInteger(text: string): number | undefined {
  if (text.length > SURE_DIGITS) return undefined;
  let number = 0;
  for (let at = 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    number = 10 * number + digit;
  }
  return number;
}

function isSurelyExact(text: string): boolean {
  if (text.length > SURE_DIGITS) return false;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > NINE) return false;
  return true;
}

function isSameDecimal(one: string, other: string): boolean {
  return one === other || plainDecimal(one) === plainDecimal(other);
}

/** The same text for every way to write a decimal. Without regular expressions, which take most of the time. */
function plainDecimal(text: string): string {
  const exponentAt = placeOf(text, text.includes('E') ? 'E' : 'e');
  const dotAt = Math.min(placeOf(text, '.'), exponentAt);
  const sign = text.startsWith('-') ? '-' : '';
  const fraction = text.slice(dotAt + 1, exponentAt);
  const digits = withoutFirstZeros(`${text.slice(sign.length, dotAt)}${fraction}`);
  const significant = withoutLastZeros(digits);
  if (significant === '') return '0';
  const exponent = Number(text.slice(exponentAt + 1));
  return `${sign}${significant}e${exponent - fraction.length + digits.length - significant.length}`;
}

function placeOf(text: string, character: string): number {
  const at = text.indexOf(character);
  return at === -1 ? text.length : at;
}

function withoutFirstZeros(digits: string): string {
  let start = 0;
  while (digits.charCodeAt(start) === ZERO) start += 1;
  return digits.slice(start);
}

function withoutLastZeros(digits: string): string {
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === ZERO) end -= 1;
  return digits.slice(0, end);
}
