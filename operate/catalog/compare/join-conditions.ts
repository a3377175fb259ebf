import { isDeepStrictEqual } from 'node:util';
import { isJsonObject } from '../../../lambdas/domain/json.ts';
import { without, type SchemaObject } from '../../../lambdas/catalog-exports/schema/json-schema.ts';
import type { PlainForm, ToPlainForm } from './plain-form.ts';

/** A plain schema with the conditions of its `allOf` in it, where they say nothing of what it says something of. */
export function joinConditions(schema: SchemaObject, toPlain: ToPlainForm): PlainForm {
  const { allOf } = schema;
  if (!Array.isArray(allOf)) return schema;
  let joined = without(schema, ['allOf']);
  const left: unknown[] = [];
  for (const part of allOf) {
    const form = toPlain(part);
    if (form === false) return false;
    const more = form === undefined ? undefined : joinedWith(joined, form);
    if (more === undefined) left.push(part);
    else joined = more;
  }
  return left.length === 0 ? joined : { ...joined, allOf: left };
}

/** Keywords that read each other. */
const groups = [
  ['properties', 'patternProperties', 'additionalProperties'],
  ['items', 'prefixItems'],
  ['contains', 'minContains', 'maxContains'],
  ['if', 'then', 'else'],
  ['type', 'enum'],
];

/** Two schemas that both hold as one; undefined if one says something of what the other says something of. */
function joinedWith(one: SchemaObject, other: SchemaObject): SchemaObject | undefined {
  const properties = joinedMembers(one, other);
  const required = [one['required'], other['required']].flat().filter((name) => name !== undefined);
  const open = (schema: SchemaObject) =>
    without(schema, properties === undefined ? ['required'] : ['required', 'properties']);
  const [first, second] = [open(one), open(other)];
  const isApart = Object.keys(second).every(
    (keyword) =>
      isDeepStrictEqual(first[keyword], second[keyword]) ||
      !groupOf(keyword).some((near) => near in first),
  );
  if (!isApart || !areWholes(first, second)) return undefined;
  return {
    ...first,
    ...second,
    ...(properties !== undefined && { properties }),
    ...(required.length > 0 && { required: [...new Set(required)] }),
  };
}

function groupOf(keyword: string): readonly string[] {
  return groups.find((group) => group.includes(keyword)) ?? [keyword];
}

/** Of keywords that read each other, all must be the same, or only one schema may have some. */
function areWholes(one: SchemaObject, other: SchemaObject): boolean {
  return groups.every(
    (group) =>
      group.every((keyword) => isDeepStrictEqual(one[keyword], other[keyword])) ||
      !group.some((keyword) => keyword in one) ||
      !group.some((keyword) => keyword in other),
  );
}

/** The members of both, if no name is in both and all others may be anything. */
function joinedMembers(one: SchemaObject, other: SchemaObject): SchemaObject | undefined {
  const [first = {}, second = {}] = [one['properties'], other['properties']];
  const isOpen = ['patternProperties', 'additionalProperties'].every(
    (keyword) => !(keyword in one) && !(keyword in other),
  );
  if (!isOpen || !isJsonObject(first) || !isJsonObject(second)) return undefined;
  if (Object.keys(second).some((name) => Object.hasOwn(first, name))) return undefined;
  const members = { ...first, ...second };
  return Object.keys(members).length === 0 ? undefined : members;
}
