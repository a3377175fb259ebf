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

/**
 * Why EventBridge would refuse a detail; undefined if it would not. PutEvents' reference bounds integers
 * to -2^63 .. 2^63-1 and nesting to 1,000 levels; PutPartnerEvents' says nothing about either.
 *
 * @param detailJson JSON text
 */
export function detailProblem(detailJson: string): string | undefined {
  // Most details have no such long number and few brackets, which is quick to see.
  if (!hasLongNumber(detailJson) && !hasManyBrackets(detailJson)) return undefined;
  return scan(detailJson);
}

/** Whether so many digits follow on each other: one of them is where every so manieth character is. */
function hasLongNumber(text: string): boolean {
  for (let at = minDigits - 1; at < text.length; at += minDigits) {
    if (isDigit(text.charCodeAt(at)) && digitsAround(text, at) >= minDigits) return true;
  }
  return false;
}

function digitsAround(text: string, at: number): number {
  let start = at;
  while (isDigit(text.charCodeAt(start - 1))) start -= 1;
  let end = at + 1;
  while (end - start < minDigits && isDigit(text.charCodeAt(end))) end += 1;
  return end - start;
}

function hasManyBrackets(text: string): boolean {
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
