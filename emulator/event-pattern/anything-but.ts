import { invalidEventPattern } from '../protocol/aws-error.ts';
import type { ValueTest } from './field-tree.ts';
import { isJsonObject } from '../json-object.ts';
import { requireComparable } from './numeric.ts';
import { parseIgnoreCase, parsePrefix, parseSuffix, requireText } from './text-operators.ts';
import { parseWildcard } from './wildcard.ts';

/** `anything-but`: none of these texts, none of these numbers, or nothing that an inner operator matches. */
export function parseAnythingBut(operand: unknown): ValueTest {
  const excluded = isJsonObject(operand) ? innerTests(operand) : valueTests(listOf(operand));
  return (value) => !excluded.some((test) => test(value));
}

function innerTests(operand: object): ValueTest[] {
  const [entry, ...others]: [string, unknown][] = Object.entries(operand);
  if (entry === undefined || others.length > 0) {
    throw invalidEventPattern('anything-but takes one operator');
  }
  const [operator, inner] = entry;
  return listOf(inner).map((text) => innerTest(operator, requireText(operator, text)));
}

function innerTest(operator: string, text: string): ValueTest {
  switch (operator) {
    case 'prefix':
      return parsePrefix(nonEmpty(operator, text));
    case 'suffix':
      return parseSuffix(nonEmpty(operator, text));
    case 'equals-ignore-case':
      return parseIgnoreCase(text);
    case 'wildcard':
      return parseWildcard(text);
    default:
      throw invalidEventPattern(`Unsupported anything-but operator: ${operator}`);
  }
}

function valueTests(values: readonly unknown[]): ValueTest[] {
  const areTexts = values.every((value) => typeof value === 'string');
  const areNumbers = values.every((value) => ['number', 'bigint'].includes(typeof value));
  if (!areTexts && !areNumbers) {
    throw invalidEventPattern('anything-but takes only strings or only numbers');
  }
  if (areNumbers) values.forEach(requireComparable);
  return values.map((excluded) => (value) => value === excluded);
}

function listOf(operand: unknown): readonly unknown[] {
  if (!Array.isArray(operand)) return [operand];
  if (operand.length === 0) throw invalidEventPattern('anything-but takes no empty list');
  return operand;
}

function nonEmpty(operator: string, text: string): string {
  if (text === '') throw invalidEventPattern(`anything-but takes no empty ${operator}`);
  return text;
}
