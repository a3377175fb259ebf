import {
  isSchema,
  resolvePointer,
  without,
  type Schema,
  type SchemaObject,
} from '../../../lambdas/catalog-exports/schema/json-schema.ts';
import type { PlainForm, ToPlainForm } from './plain-form.ts';
import { ofAlternatives, withCondition } from './join-alternatives.ts';
import { joinConditions } from './join-conditions.ts';
import { plainValues } from './plain-values.ts';

/** Says something about a value, and not which values are valid. */
const annotations = [
  '$comment',
  '$defs',
  '$id',
  '$schema',
  'default',
  'definitions',
  'deprecated',
  'description',
  'examples',
  'readOnly',
  'title',
  'writeOnly',
];

const isAnnotation: ReadonlySet<string> = new Set(annotations);

/** What forbids nothing has one form, so that it is one object. */
const anything: SchemaObject = {};

/**
 * The plain forms of the schemas in a file: two schemas of the same form take the same values. What is in a form is
 * as it was. There is one object for each schema, so that circles are seen.
 *
 * @param isAllLookedAt some schema counts what others look at: then only what looks at nothing is left out
 */
export function plainForms(root: SchemaObject, isAllLookedAt: boolean): ToPlainForm {
  const known = new Map<SchemaObject, PlainForm | undefined>();
  const toPlain: ToPlainForm = (schema) => {
    if (schema === undefined || schema === true) return anything;
    if (schema === false) return false;
    const followed = isSchema(schema) ? follow(schema, root) : undefined;
    if (typeof followed !== 'object') return followed === true ? anything : followed;
    if (known.has(followed)) return known.get(followed);
    // Where it is a condition of itself, nobody knows it yet.
    known.set(followed, undefined);
    const form = simplified(withoutReference(followed), toPlain, isAllLookedAt);
    const made = form !== false && Object.keys(form).length === 0 ? anything : form;
    known.set(followed, made);
    return made;
  };
  return toPlain;
}

/** The schema that a reference leads to, if nothing stands beside it. */
function follow(schema: Schema, root: SchemaObject): Schema | undefined {
  let at: unknown = schema;
  // References that lead to each other alone end nowhere.
  for (let steps = 0; steps < 100; steps += 1) {
    if (!isSchema(at)) return undefined;
    if (typeof at === 'boolean' || typeof at['$ref'] !== 'string') return at;
    const isAlone = Object.keys(at).every((name) => name === '$ref' || isAnnotation.has(name));
    const target = resolvePointer(root, at['$ref']);
    if (!isAlone) return isSchema(target) ? at : undefined;
    at = target;
  }
  return undefined;
}

/** What stands beside a reference holds as well: as in an `allOf`. */
function withoutReference(schema: SchemaObject): SchemaObject {
  const { $ref, ...beside } = without(schema, annotations);
  if ($ref === undefined) return beside;
  const { allOf } = beside;
  return { ...beside, allOf: [{ $ref }, ...(Array.isArray(allOf) ? allOf : [])] };
}

function simplified(schema: SchemaObject, toPlain: ToPlainForm, isAllLookedAt: boolean): PlainForm {
  const needed = plainValues(
    Object.fromEntries(
      Object.entries(schema).filter(
        ([keyword, value]) =>
          !saysNothing(keyword, value) &&
          (isAllLookedAt || !(ofOthers.has(keyword) && toPlain(value) === anything)),
      ),
    ),
  );
  if ('not' in needed && toPlain(needed['not']) === anything) return false;
  if (isAllLookedAt) return needed;
  const isConditional = 'then' in needed || 'else' in needed;
  const rest = isConditional ? needed : without(needed, ['if']);
  return joinConditions(ofAlternatives.reduce(withoutSingle, rest), toPlain);
}

const ofOthers: ReadonlySet<string> = new Set([
  'additionalProperties',
  'items',
  'propertyNames',
  'then',
  'else',
]);

/** A single alternative is a condition. */
function withoutSingle(schema: SchemaObject, keyword: string): SchemaObject {
  const parts = schema[keyword];
  if (!Array.isArray(parts) || parts.length !== 1) return schema;
  return withCondition(without(schema, [keyword]), parts[0]);
}

function saysNothing(keyword: string, value: unknown): boolean {
  if (/^min(?:Length|Items|Properties)$/.test(keyword)) return value === 0;
  if (keyword === 'uniqueItems') return value === false;
  const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return isEmpty && ofParts.has(keyword);
}

const ofParts: ReadonlySet<string> = new Set([
  'allOf',
  'dependentRequired',
  'dependentSchemas',
  'patternProperties',
  'properties',
  'required',
]);
