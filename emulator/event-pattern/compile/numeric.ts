import { invalidEventPattern } from '../../protocol/aws-error.ts';
import { JsonNumber, type JsonValue } from '../json/json-value.ts';
import type { Alternative } from '../values/alternative.ts';
import { requireReadable } from './members.ts';
import { numberAlternative, requireComparable } from './number-alternative.ts';

const TOO_MANY = 'Too many elements in numeric expression';
const OPERATORS = new Set(['=', '<', '<=', '>', '>=']);

/** `numeric`: one comparison, or a lower bound followed by an upper one, such as `[">", 0, "<=", 5]`. */
export function numericRange(operand: JsonValue): Alternative {
  if (!Array.isArray(operand)) throw invalidEventPattern('Value of numeric must be an array.');
  const terms: readonly JsonValue[] = operand;
  const operator = requireOperator(terms[0]);
  const bound = requireNumber(terms[1], operator === '=' ? 'equals' : operator);
  if (operator.startsWith('>')) return fromBound(operator, bound, terms.slice(2));
  refuseMore(terms.slice(2), TOO_MANY);
  const high = requireComparable(bound);
  if (operator === '=') return numberAlternative(bound);
  return {
    kind: 'range',
    low: -Infinity,
    includesLow: true,
    high,
    includesHigh: operator === '<=',
  };
}

/** A range with a lower bound, and an upper one if there are more terms. */
function fromBound(operator: string, bound: JsonNumber, terms: readonly JsonValue[]): Alternative {
  const includesLow = operator === '>=';
  if (terms.length === 0) {
    const low = requireComparable(bound);
    return { kind: 'range', low, includesLow, high: Infinity, includesHigh: true };
  }
  const upper = upperBound(terms);
  const [low, high] = [requireComparable(bound), requireComparable(upper.bound)];
  if (low >= high) throw invalidEventPattern('Bottom must be less than top');
  return { kind: 'range', low, includesLow, high, includesHigh: upper.isIncluded };
}

function upperBound(terms: readonly JsonValue[]): { bound: JsonNumber; isIncluded: boolean } {
  const operator = requireReadable(terms[0] ?? null);
  if (typeof operator !== 'string') {
    throw invalidEventPattern(`Bad value in numeric range: ${shown(operator)}`);
  }
  if (operator !== '<' && operator !== '<=') {
    throw invalidEventPattern(`Bad numeric range operator: ${operator}`);
  }
  const bound = requireNumber(terms[1], operator);
  refuseMore(terms.slice(2), 'Too many terms in numeric range expression');
  return { bound, isIncluded: operator === '<=' };
}

function requireOperator(term: JsonValue | undefined): string {
  const operator = term === undefined ? undefined : requireReadable(term);
  if (typeof operator !== 'string') {
    throw invalidEventPattern(`Invalid member in numeric match: ${shown(operator)}`);
  }
  return operator;
}

function requireNumber(term: JsonValue | undefined, operator: string): JsonNumber {
  if (operator !== 'equals' && !OPERATORS.has(operator)) {
    throw invalidEventPattern(`Unrecognized numeric range operator: ${operator}`);
  }
  const number = term === undefined ? undefined : requireReadable(term);
  if (number instanceof JsonNumber) return number;
  throw invalidEventPattern(`Value of ${operator} must be numeric`);
}

function refuseMore(terms: readonly JsonValue[], reason: string): void {
  if (terms[0] === undefined) return;
  requireReadable(terms[0]);
  throw invalidEventPattern(reason);
}

/** A term as Jackson writes its token; the end of the array for none. */
function shown(term: JsonValue | undefined): string {
  if (term === undefined) return ']';
  if (term instanceof JsonNumber) return term.text;
  if (Array.isArray(term)) return '[';
  return typeof term === 'object' && term !== null ? '{' : String(term);
}
