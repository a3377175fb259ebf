import { without, type SchemaObject } from '../../../lambdas/catalog-exports/schema/json-schema.ts';
import { joinConditions } from './join-conditions.ts';
import type { PlainForm, ToPlainForm } from './plain-form.ts';
import { covers, includes, plainTypes } from './plain-values.ts';

/** The keywords whose value is a list of alternatives. */
export const ofAlternatives = ['anyOf', 'oneOf'] as const;

/** A schema with a condition more. */
export function withCondition(schema: SchemaObject, condition: unknown): SchemaObject {
  const { allOf } = schema;
  return { ...schema, allOf: [...(Array.isArray(allOf) ? allOf : []), condition] };
}

/**
 * A plain form without a list of alternatives, if they differ in their type or constant alone, which a list of types or
 * values says as well; "it, or null" is it with one more type. Undefined if it has no such list.
 */
export function joinAlternatives(
  form: SchemaObject,
  keyword: (typeof ofAlternatives)[number],
  toPlain: ToPlainForm,
): PlainForm | undefined {
  const parts = form[keyword];
  if (!Array.isArray(parts)) return undefined;
  const forms = parts.map(toPlain);
  const one = oneForAll(forms, keyword === 'oneOf') ?? withNull(forms);
  if (one === undefined) return undefined;
  return joinConditions(withCondition(without(form, [keyword]), one), toPlain);
}

type Forms = readonly (PlainForm | undefined)[];

/** Alternatives of types alone, or of values alone. Of those that overlap, `oneOf` would take none. */
function oneForAll(forms: Forms, mustDiffer: boolean): SchemaObject | undefined {
  const types = forms.map((form) => only(form, 'type'));
  if (types.every((list) => list !== undefined)) {
    const all = types.flat().map(String);
    const areApart = all.every((type, at) => !covers(all.toSpliced(at, 1), type));
    return mustDiffer && !areApart ? undefined : typed(plainTypes(all));
  }
  const choices = forms.map((form) => only(form, 'enum'));
  if (choices.some((list) => list === undefined)) return undefined;
  const values = choices.flatMap((list) => list ?? []);
  const distinct = values.filter((value, at) => !includes(values.slice(0, at), value));
  return mustDiffer && distinct.length < values.length ? undefined : { enum: distinct };
}

function typed(type: readonly string[] | undefined): SchemaObject {
  return type === undefined ? {} : { type };
}

function only(form: PlainForm | undefined, keyword: string): readonly unknown[] | undefined {
  if (form === undefined || form === false || Object.keys(form).length !== 1) return undefined;
  const list = form[keyword];
  return Array.isArray(list) ? list : undefined;
}

/** What says something of null, too. */
const ofEveryType = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'];

/** Something or null. */
function withNull(forms: Forms): SchemaObject | undefined {
  const others = forms.filter((form) => String(only(form, 'type')) !== 'null');
  const [other] = others;
  if (forms.length !== 2 || others.length !== 1 || other === undefined || other === false) {
    return undefined;
  }
  if (ofEveryType.some((keyword) => keyword in other)) return undefined;
  return withNullBeside(other);
}

function withNullBeside(other: SchemaObject): SchemaObject | undefined {
  const { type, enum: choice } = other;
  if (Array.isArray(choice)) {
    return includes(choice, null) ? undefined : { ...other, enum: [...choice, null] };
  }
  const isApart = Array.isArray(type) && !type.includes('null');
  return isApart
    ? { ...without(other, ['type']), ...typed(plainTypes([...type, 'null'])) }
    : undefined;
}
