import { invalidEventPattern } from '../protocol/aws-error.ts';
import type { ValueTest } from './field-tree.ts';

/** EventBridge compares numbers from -5e9 to 5e9, to six decimals. */
const MAX_MAGNITUDE = 5e9;
const DECIMAL_UNITS = 1e6;

type Comparison = { operator: string; operand: number };

const comparisons: ReadonlyMap<string, (value: number, operand: number) => boolean> = new Map([
  ['=', (value: number, operand: number) => value === operand],
  ['<', (value: number, operand: number) => value < operand],
  ['<=', (value: number, operand: number) => value <= operand],
  ['>', (value: number, operand: number) => value > operand],
  ['>=', (value: number, operand: number) => value >= operand],
]);

/** `numeric`: one comparison, or a lower bound followed by an upper one, such as `[">", 0, "<=", 5]`. */
export function parseNumeric(operand: unknown): ValueTest {
  if (!Array.isArray(operand)) throw invalidEventPattern('numeric must be an array');
  const terms: unknown[] = operand;
  if (terms.length !== 2 && terms.length !== 4) {
    throw invalidEventPattern('numeric takes one comparison or two');
  }
  const first = parseComparison(terms[0], terms[1]);
  const second = terms.length === 4 ? parseComparison(terms[2], terms[3]) : undefined;
  if (second !== undefined) refuseBadRange(first, second);
  return (value) => fulfils(value, first) && (second === undefined || fulfils(value, second));
}

/** A number that EventBridge can compare. Throws for any other. */
export function requireComparable(number: unknown): number {
  if (typeof number !== 'number' || !isComparable(number)) {
    throw invalidEventPattern('A number must be from -5.0E9 to 5.0E9, inclusive');
  }
  if (Math.round(number * DECIMAL_UNITS) / DECIMAL_UNITS !== number) {
    throw invalidEventPattern('A number may have at most 6 decimals');
  }
  return number;
}

function parseComparison(operator: unknown, operand: unknown): Comparison {
  if (typeof operator !== 'string' || !comparisons.has(operator)) {
    throw invalidEventPattern(`Unrecognized numeric operator: ${JSON.stringify(operator)}`);
  }
  if (typeof operand !== 'number' && typeof operand !== 'bigint') {
    throw invalidEventPattern(`The value of ${operator} must be a number`);
  }
  return { operator, operand: requireComparable(operand) };
}

function refuseBadRange(lower: Comparison, upper: Comparison): void {
  if (!lower.operator.startsWith('>') || !upper.operator.startsWith('<')) {
    throw invalidEventPattern('A numeric range is a lower bound followed by an upper bound');
  }
  if (lower.operand >= upper.operand) {
    throw invalidEventPattern('The lower bound of a numeric range must be less than the upper one');
  }
}

function fulfils(value: unknown, { operator, operand }: Comparison): boolean {
  if (typeof value !== 'number' || !isComparable(value)) return false;
  return comparisons.get(operator)?.(value, operand) ?? false;
}

function isComparable(value: number): boolean {
  return Math.abs(value) <= MAX_MAGNITUDE;
}
