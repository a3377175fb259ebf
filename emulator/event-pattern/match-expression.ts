import { invalidEventPattern } from '../protocol/aws-error.ts';
import { parseAnythingBut } from './anything-but.ts';
import { parseCidr } from './cidr.ts';
import type { ValueTest } from './field-tree.ts';
import { parseNumeric } from './numeric.ts';
import { parseExactly, parseIgnoreCase, parsePrefix, parseSuffix } from './text-operators.ts';
import { parseWildcard } from './wildcard.ts';

/** A match expression, such as `{"prefix": "a"}`. `{"exists": false}` requires absence. */
export function parseMatchExpression(expression: object): ValueTest | 'absent' {
  const [entry, ...others]: [string, unknown][] = Object.entries(expression);
  if (entry === undefined) throw invalidEventPattern('A match expression has no operator');
  if (others.length > 0) throw invalidEventPattern('A match expression may have only one operator');
  const [operator, operand] = entry;
  return parseOperator(operator, operand);
}

function parseOperator(operator: string, operand: unknown): ValueTest | 'absent' {
  switch (operator) {
    case 'exactly':
      return parseExactly(operand);
    case 'prefix':
      return parsePrefix(operand);
    case 'suffix':
      return parseSuffix(operand);
    case 'equals-ignore-case':
      return parseIgnoreCase(operand);
    case 'wildcard':
      return parseWildcard(operand);
    case 'anything-but':
      return parseAnythingBut(operand);
    case 'numeric':
      return parseNumeric(operand);
    case 'cidr':
      return parseCidr(operand);
    case 'exists':
      return parseExists(operand);
    default:
      throw invalidEventPattern(`Unrecognized match type ${operator}`);
  }
}

function parseExists(operand: unknown): ValueTest | 'absent' {
  if (typeof operand !== 'boolean') throw invalidEventPattern('exists must be true or false');
  return operand ? () => true : 'absent';
}
