import { invalidEventPattern } from '../protocol/aws-error.ts';
import type { Condition, ValueTest } from './field-tree.ts';
import { isJsonObject } from '../json-object.ts';
import { parseMatchExpression } from './match-expression.ts';
import { sameAddress } from './cidr.ts';

/** The condition in the array of one field. */
export function parseField(path: readonly string[], values: readonly unknown[]): Condition {
  if (values.length === 0) throw invalidEventPattern('Empty arrays are not allowed');
  const parsed = values.map(parseValue);
  return {
    path,
    tests: parsed.filter((test) => test !== 'absent'),
    allowsAbsence: parsed.includes('absent'),
  };
}

function parseValue(value: unknown): ValueTest | 'absent' {
  if (isJsonObject(value)) return parseMatchExpression(value);
  if (Array.isArray(value)) {
    throw invalidEventPattern('A match value must be a string, a number, true, false or null');
  }
  if (typeof value === 'string') return sameAddress(value) ?? ((leaf) => leaf === value);
  return (leaf) => leaf === value;
}
