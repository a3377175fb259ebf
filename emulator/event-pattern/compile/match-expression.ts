import { invalidEventPattern } from '../../protocol/aws-error.ts';
import { JsonObject, type JsonValue } from '../json/json-value.ts';
import { addressBlock } from '../values/address.ts';
import type { Alternative } from '../values/alternative.ts';
import { caselessText } from '../values/ignoring-case.ts';
import { anythingBut } from './anything-but.ts';
import { requireMember, requireNoMore, requireReadable } from './members.ts';
import { numericRange } from './numeric.ts';
import { textAlternative, wildcardAlternative } from './text-alternative.ts';

const ONE_KEY = 'Only one key allowed in match expression';
const TOO_MANY = 'Too many elements in numeric expression';

/** A match expression, such as `{"prefix": "a"}`. What is refused, and why, is as in Event Ruler's compiler of rules. */
export function matchExpression(expression: JsonObject): Alternative {
  const { name, value } = requireMember(expression, 0, 'Match expression name not found');
  const alternative = operatorNamed(name)(requireReadable(value));
  const isNumeric = name === 'numeric' || name === 'anything-but';
  requireNoMore(expression, isNumeric ? TOO_MANY : ONE_KEY);
  return alternative;
}

type Operator = (operand: JsonValue) => Alternative;

const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['exactly', (operand) => textAlternative('text', textOf(operand, 'exact'))],
  ['prefix', (operand) => prefixOrSuffix('prefix', operand)],
  ['suffix', (operand) => prefixOrSuffix('suffix', operand)],
  ['equals-ignore-case', (operand) => equalsIgnoreCase(operand)],
  ['wildcard', (operand) => wildcardAlternative(textOf(operand, 'wildcard'))],
  ['anything-but', anythingBut],
  ['numeric', numericRange],
  // In Event Ruler's own words.
  ['cidr', (operand) => ({ kind: 'addresses', ...addressBlock(textOf(operand, 'prefix')) })],
  ['exists', exists],
]);

function operatorNamed(name: string): Operator {
  const operator = operators.get(name);
  if (operator === undefined) throw invalidEventPattern(`Unrecognized match type ${name}`);
  return operator;
}

function prefixOrSuffix(kind: 'prefix' | 'suffix', operand: JsonValue): Alternative {
  if (!(operand instanceof JsonObject)) return textAlternative(kind, textOf(operand, kind));
  const title = kind === 'prefix' ? 'Prefix' : 'Suffix';
  const { name, value } = requireMember(operand, 0, `${title} expression name not found`);
  if (name !== 'equals-ignore-case') {
    throw invalidEventPattern(`Unsupported ${kind} pattern: ${name}`);
  }
  const text = textOf(requireReadable(value), 'equals-ignore-case');
  requireNoMore(operand, ONE_KEY);
  return { kind: `${kind}IgnoringCase`, text, caseless: caselessText(text) };
}

function equalsIgnoreCase(operand: JsonValue): Alternative {
  const text = textOf(operand, 'equals-ignore-case');
  return { kind: 'textIgnoringCase', text, caseless: caselessText(text) };
}

function exists(operand: JsonValue): Alternative {
  if (typeof operand !== 'boolean') {
    throw invalidEventPattern('exists match pattern must be either true or false.');
  }
  return { kind: operand ? 'present' : 'absent' };
}

function textOf(operand: JsonValue, operator: string): string {
  if (typeof operand === 'string') return operand;
  throw invalidEventPattern(`${operator} match pattern must be a string`);
}
