import { invalidEventPattern } from '../../protocol/aws-error.ts';
import { JsonNumber, JsonObject, type JsonValue } from '../json/json-value.ts';
import type { Alternative, Excluded } from '../values/alternative.ts';
import { caselessText } from '../values/ignoring-case.ts';
import { requireMember, requireNoMore, requireReadable } from './members.ts';
import { numberAlternative, requireComparable } from './number-alternative.ts';
import { textAlternative, wildcardAlternative } from './text-alternative.ts';

const TOO_MANY = 'Too many elements in numeric expression';

/** How `anything-but` reads the texts of an operator inside it, and what it says of other values. */
type Inner = { readonly read: (text: string) => Excluded; readonly otherwise: string };

const AFFIX_TEXT = 'prefix/suffix match pattern must be a string';

const inners: ReadonlyMap<string, Inner> = new Map<string, Inner>([
  ['prefix', { read: (text) => affix('prefix', text), otherwise: AFFIX_TEXT }],
  ['suffix', { read: (text) => affix('suffix', text), otherwise: AFFIX_TEXT }],
  ['wildcard', { read: wildcardAlternative, otherwise: 'wildcard match pattern must be a string' }],
  [
    'equals-ignore-case',
    {
      read: (text) => ({ kind: 'textIgnoringCase', text, caseless: caselessText(text) }),
      otherwise:
        'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
    },
  ],
]);

/** `anything-but`: texts, numbers, or the texts of one operator. */
export function anythingBut(operand: JsonValue): Alternative {
  if (!(operand instanceof JsonObject)) {
    return { kind: 'anythingBut', excluded: valuesOf(requireScalarOrList(operand)) };
  }
  const { name, value } = requireMember(operand, 0, 'Anything-But expression name not found');
  const inner = inners.get(name);
  if (inner === undefined) throw invalidEventPattern(`Unsupported anything-but pattern: ${name}`);
  const listed = requireScalarOrList(requireReadable(value));
  const excluded = listOf(listed).map((text) => innerOf(inner, requireReadable(text)));
  requireNoMore(operand, TOO_MANY);
  return { kind: 'anythingBut', excluded };
}

function innerOf({ read, otherwise }: Inner, value: JsonValue): Excluded {
  if (typeof value !== 'string') throw invalidEventPattern(otherwise);
  return read(value);
}

function requireScalarOrList(operand: JsonValue): JsonValue {
  const isAllowed =
    typeof operand === 'string' || operand instanceof JsonNumber || Array.isArray(operand);
  if (isAllowed) return operand;
  throw invalidEventPattern(
    'Value of anything-but must be an array or single string/number value.',
  );
}

function valuesOf(operand: JsonValue): Excluded[] {
  const excluded = listOf(operand).map((value) => valueOf(requireReadable(value)));
  const isMixed = new Set(excluded.map(({ kind }) => kind)).size !== 1;
  if (isMixed) {
    throw invalidEventPattern(
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    );
  }
  return excluded;
}

function valueOf(value: JsonValue): Excluded {
  if (typeof value === 'string') return textAlternative('text', value);
  if (!(value instanceof JsonNumber)) {
    throw invalidEventPattern('Inside anything but list, start|null|boolean is not supported.');
  }
  requireComparable(value);
  return numberAlternative(value);
}

function listOf(operand: JsonValue): readonly JsonValue[] {
  return Array.isArray(operand) ? operand : [operand];
}

function affix(kind: 'prefix' | 'suffix', text: string): Excluded {
  if (text === '') throw invalidEventPattern('Null prefix/suffix not allowed');
  return textAlternative(kind, text);
}
