import { endOfString } from './json-members.ts';
import { nestingStep } from './json.ts';

/** Levels of objects and arrays in a detail, itself included; newer references of PutEvents say 1,100. */
const maxLevels = 1_000;
const minInteger = -(2n ** 63n);
const maxInteger = 2n ** 63n - 1n;
const maxIntegerLength = String(minInteger).length;

const mayHoldLargeInteger = /[:[,]\s*-?\d{19}/;
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
  if (!mayHoldLargeInteger.test(detailJson) && !hasManyBrackets(detailJson)) return undefined;
  return scan(detailJson);
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
    const character = text.charAt(at);
    if (character === '"') {
      at = endOfString(text, at);
    } else if (character === '-' || isDigit(character)) {
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

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
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
