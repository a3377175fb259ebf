import { narrower, wider, type CompareParts, type SchemaChange, type Versions } from './change.ts';
import { compareNamed } from './compare-named.ts';
import { areSameValues, type AreSame } from './same-schema.ts';

/** The keywords that others compare by their meaning. */
const understood: ReadonlySet<string> = new Set([
  'type',
  'enum',
  'format',
  'properties',
  'required',
  'additionalProperties',
  'patternProperties',
  'items',
  'prefixItems',
  'allOf',
  'anyOf',
  'oneOf',
]);

/** Changes of conditions, bounds and all other keywords: one is never taken for harmless. */
export function compareKeywords(
  versions: Versions,
  compare: CompareParts,
  areSame: AreSame,
): readonly SchemaChange[] {
  const { before, after } = versions;
  const isSameCondition = areSameValues('if', before['if'], after['if'], areSame);
  const compared = new Set(['dependentSchemas', ...(isSameCondition ? ['then', 'else'] : [])]);
  const keywords = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [
    ...compareNamed('dependentSchemas', versions, compare),
    ...(isSameCondition
      ? ['then', 'else'].flatMap((keyword) => compare('', before[keyword], after[keyword]))
      : []),
    ...[...keywords]
      .filter((keyword) => !understood.has(keyword) && !compared.has(keyword))
      .filter((keyword) => !areSameValues(keyword, before[keyword], after[keyword], areSame))
      .map((keyword) => changed(keyword, before[keyword], after[keyword])),
  ];
}

function changed(keyword: string, was: unknown, is: unknown): SchemaChange {
  const what = [was, is].every(isShort)
    ? `${keyword} was ${shown(was)} and is ${shown(is)}`
    : `${keyword} has changed`;
  return { severity: 'risky', path: '', what, why: whoNotices(keyword, was, is) };
}

function isShort(value: unknown): boolean {
  return value === undefined || (typeof value !== 'object' && shown(value).length <= 40);
}

function shown(value: unknown): string {
  return value === undefined ? 'none' : JSON.stringify(value);
}

const upper: ReadonlySet<string> = new Set([
  'maximum',
  'exclusiveMaximum',
  'maxLength',
  'maxItems',
  'maxProperties',
  'maxContains',
]);
const lower: ReadonlySet<string> = new Set([
  'minimum',
  'exclusiveMinimum',
  'minLength',
  'minItems',
  'minProperties',
]);

function whoNotices(keyword: string, was: unknown, is: unknown): string {
  if (upper.has(keyword)) return valueOf(is, Infinity) < valueOf(was, Infinity) ? narrower : wider;
  if (lower.has(keyword))
    return valueOf(is, -Infinity) > valueOf(was, -Infinity) ? narrower : wider;
  return 'fewer or other values may be valid, for which some consumers are not made';
}

function valueOf(bound: unknown, none: number): number {
  return bound === undefined ? none : Number(JSON.stringify(bound));
}
