import { endOfString, isQuote, nestingStep } from './json-members.ts';

/** Levels of objects and arrays in a detail, itself included; newer references of PutEvents say 1,100. */
const maxLevels = 1_000;
const minInteger = -(2n ** 63n);
const maxInteger = 2n ** 63n - 1n;
const maxIntegerLength = String(minInteger).length;

/** Digits of the shortest integer that may be outside. */
const minDigits = String(maxInteger).length;

const number = /-?\d[\d.eE+-]*/y;
const integer = /^-?\d+$/;
const beforeInteger = codesOf('-:,[ \t\n\r');
const afterInteger = codesOf(',]} \t\n\r');

/**
 * Why EventBridge would refuse a detail; undefined if it would not. PutEvents' reference bounds integers
 * to -2^63 .. 2^63-1 and nesting to 1,000 levels; PutPartnerEvents' says nothing about either.
 *
 * @param detailJson JSON text
 */
export function detailProblem(detailJson: string): string | undefined {
  // Most details have no such long integer and few brackets, which is quick to see.
  if (!mayHaveLongInteger(detailJson) && !hasManyBrackets(detailJson)) return undefined;
  return scan(detailJson);
}

/**
 * Whether there may be an integer with so many digits: one of them is where every so manieth character is. What
 * is next to the digits tells most texts and fractions from integers, such as the commit of 40 zeros that a
 * push of a new branch has.
 */
function mayHaveLongInteger(json: string): boolean {
  for (let at = minDigits - 1; at < json.length; at += minDigits) {
    if (!isDigit(json.charCodeAt(at))) continue;
    const start = startOfDigits(json, at);
    const end = endOfDigits(json, at);
    if (end - start >= minDigits && mayBeInteger(json, start, end)) return true;
    at = end;
  }
  return false;
}

function startOfDigits(text: string, at: number): number {
  let start = at;
  while (isDigit(text.charCodeAt(start - 1))) start -= 1;
  return start;
}

function endOfDigits(text: string, at: number): number {
  let end = at + 1;
  while (isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

/** Whether digits are all of an integer, for all that the characters next to them say. */
function mayBeInteger(json: string, start: number, end: number): boolean {
  return beforeInteger.has(json.charCodeAt(start - 1)) && afterInteger.has(json.charCodeAt(end));
}

function hasManyBrackets(text: string): boolean {
  // Each level has a bracket of either kind.
  if (text.length <= 2 * maxLevels) return false;
  let count = 0;
  for (const bracket of ['{', '[']) {
    let at = text.indexOf(bracket);
    while (at !== -1) {
      count += 1;
      if (count > maxLevels) return true;
      at = text.indexOf(bracket, at + 1);
    }
  }
  return false;
}

function scan(text: string): string | undefined {
  let levels = 0;
  let at = 0;
  while (at < text.length) {
    const character = text.charCodeAt(at);
    if (isQuote(text, at)) {
      at = endOfString(text, at);
    } else if (character === minus || isDigit(character)) {
      const source = numberAt(text, at);
      if (isOutOfRange(source)) return 'holds an integer outside -2^63 .. 2^63-1';
      at += source.length;
    } else {
      levels += nestingStep(character);
      if (levels > maxLevels) return 'is nested more than 1,000 levels deep';
      at += 1;
    }
  }
  return undefined;
}

const minus = '-'.charCodeAt(0);
const zero = '0'.charCodeAt(0);
const nine = '9'.charCodeAt(0);

function isDigit(character: number): boolean {
  return character >= zero && character <= nine;
}

function numberAt(text: string, at: number): string {
  number.lastIndex = at;
  return String(number.exec(text)?.[0]);
}

function isOutOfRange(source: string): boolean {
  if (!integer.test(source)) return false;
  // A BigInt of a million digits would take long.
  if (source.length > maxIntegerLength) return true;
  const value = BigInt(source);
  return value < minInteger || value > maxInteger;
}

function codesOf(characters: string): ReadonlySet<number> {
  return new Set(Array.from(characters, (character) => character.charCodeAt(0)));
}
