import { invalidEventPattern } from '../../protocol/aws-error.ts';
import type { JsonNumber } from '../json/json-value.ts';
import type { NumberAlternative } from '../values/alternative.ts';
import { comparableNumber } from '../values/comparable-number.ts';

/** A number of a pattern. */
export function numberAlternative({ text }: JsonNumber): NumberAlternative {
  return { kind: 'number', text, number: comparableNumber(text) };
}

/** The double of a number; throws if Event Ruler cannot compare it. */
export function requireComparable({ text }: JsonNumber): number {
  const number = comparableNumber(text);
  if (number === undefined) throw invalidEventPattern(`Cannot compare number : ${text}`);
  return number;
}
