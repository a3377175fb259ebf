import type { SchemaObject } from '../../../lambdas/catalog-exports/schema/json-schema.ts';
import type { SchemaChange } from './change.ts';
import type { PlainForm } from './plain-form.ts';

/** Whether a keyword may count which members others look at; a member of this name is taken for one. */
export function namesUnevaluated(schema: SchemaObject): boolean {
  return JSON.stringify(schema).includes('"unevaluated');
}

/** Keywords that forbid nothing as `true`, but leave nothing unevaluated. */
const looking = ['additionalProperties', 'items', 'prefixItems', 'then', 'else'];

/** Those that have come or gone where something counts it. */
export function lookedAtChanges({
  before,
  after,
}: {
  readonly before: PlainForm;
  readonly after: PlainForm;
}): readonly SchemaChange[] {
  return looking
    .filter((keyword) => howMuch(before, keyword) !== howMuch(after, keyword))
    .map((keyword) => ({
      severity: 'risky' as const,
      path: '',
      what: `${keyword} looks at ${howMuch(after, keyword) > howMuch(before, keyword) ? 'more' : 'less'}`,
      why: 'unevaluatedProperties or unevaluatedItems counts what it looks at',
    }));
}

function howMuch(schema: PlainForm, keyword: string): number {
  const value = schema === false ? undefined : schema[keyword];
  if (value === undefined) return 0;
  return Array.isArray(value) ? value.length : 1;
}
