import { invalidEventPattern } from '../protocol/aws-error.ts';
import type { ValueTest } from './field-tree.ts';
import { isJsonObject } from '../json-object.ts';

/** `exactly`: the same text. */
export const parseExactly = (operand: unknown) => equalTo(requireText('exactly', operand));

/** `equals-ignore-case`: the same text, ignoring case. */
export function parseIgnoreCase(operand: unknown): ValueTest {
  const wanted = requireText('equals-ignore-case', operand).toLowerCase();
  return onText((value) => value.toLowerCase() === wanted);
}

/** `prefix`: how the text begins; `{"equals-ignore-case": ...}` inside it ignores case. */
export function parsePrefix(operand: unknown): ValueTest {
  if (isJsonObject(operand)) {
    const wanted = ignoreCaseOperand('prefix', operand).toLowerCase();
    return onText((value) => value.toLowerCase().startsWith(wanted));
  }
  const wanted = requireText('prefix', operand);
  return onText((value) => value.startsWith(wanted));
}

/** `suffix`: how the text ends; `{"equals-ignore-case": ...}` inside it ignores case. */
export function parseSuffix(operand: unknown): ValueTest {
  if (isJsonObject(operand)) {
    const wanted = ignoreCaseOperand('suffix', operand).toLowerCase();
    return onText((value) => value.toLowerCase().endsWith(wanted));
  }
  const wanted = requireText('suffix', operand);
  return onText((value) => value.endsWith(wanted));
}

/** The operand of an operator that accepts only a string. */
export function requireText(operator: string, operand: unknown): string {
  if (typeof operand === 'string') return operand;
  throw invalidEventPattern(`${operator} must be a string`);
}

function equalTo(wanted: string): ValueTest {
  return (value) => value === wanted;
}

function onText(test: (value: string) => boolean): ValueTest {
  return (value) => typeof value === 'string' && test(value);
}

function ignoreCaseOperand(operator: string, operand: object): string {
  const [entry, ...others]: [string, unknown][] = Object.entries(operand);
  if (entry?.[0] !== 'equals-ignore-case' || others.length > 0) {
    throw invalidEventPattern(`${operator} takes a string, or equals-ignore-case alone`);
  }
  return requireText(`${operator} with equals-ignore-case`, entry[1]);
}
