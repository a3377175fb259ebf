import { ExportError } from '../export-error.ts';
import {
  isSchema,
  mapSubschemas,
  resolvePointer,
  without,
  type Schema,
  type SchemaObject,
} from './json-schema.ts';

/** Named schemas, which refer to each other by their names. */
export type Components = ReadonlyMap<string, Schema>;

const noLongerThere = [
  '$schema',
  '$id',
  '$comment',
  '$vocabulary',
  '$anchor',
  '$dynamicAnchor',
  '$dynamicRef',
  '$defs',
  'definitions',
  // Draft 7 has neither of them. Without them, whatever was valid still is.
  'unevaluatedItems',
  'unevaluatedProperties',
  'minContains',
  'maxContains',
  'contentSchema',
];

/** What of them says which values are valid. */
const lostWords = /"(?:unevaluated(?:Items|Properties)|(?:min|max)Contains|\$dynamicRef)":/;

/**
 * A schema of draft 2020-12 as schemas of draft 7, which AsyncAPI takes: the schema itself by the given name,
 * and a schema for each place that it refers to. Each value that was valid still is. Throws an ExportError for
 * a reference that leads nowhere.
 *
 * @param place how a reference to a named schema begins
 * @param partName what a schema that is referred to is called, by its last name
 */
export function toComponents(
  root: SchemaObject,
  name: string,
  place = '#/components/schemas/',
  partName = (part: string) => `${name}.${part}`,
): Components {
  const names = new Map([['#', name]]);
  const isExact = !lostWords.test(JSON.stringify(root));
  const components = new Map<string, Schema>();
  const referTo = (reference: string): string => {
    const known = names.get(reference);
    if (known !== undefined) return place + known;
    const target = resolvePointer(root, reference);
    if (!isSchema(target)) {
      throw new ExportError(`${name}: the schema has no ${reference}, to which a $ref leads`);
    }
    const own = freeName(partName(lastName(reference)), new Set(names.values()));
    names.set(reference, own);
    components.set(own, {});
    components.set(own, toDraft7(target, referTo, isExact));
    return place + own;
  };
  const own = toDraft7(root, referTo, isExact);
  return new Map([[name, own], ...components]);
}

function lastName(reference: string): string {
  const last = decodeURIComponent(reference.slice(reference.lastIndexOf('/') + 1));
  return last.replaceAll(/[^\w-]+/g, '-') || 'part';
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted}${number}`;
  return name;
}

function toDraft7(
  schema: Schema,
  referTo: (reference: string) => string,
  isExact: boolean,
): Schema {
  if (typeof schema === 'boolean') return schema;
  // Without `minContains`, `contains` asks for one.
  const gone = schema['minContains'] === 0 ? [...noLongerThere, 'contains'] : noLongerThere;
  const { $ref, ...others } = mapSubschemas(without(schema, gone), (subschema) =>
    toDraft7(subschema, referTo, isExact),
  );
  const known = isExact ? others : withoutConditions(others);
  const rest = withTuples(withDependencies(known));
  if (typeof $ref !== 'string') return rest;
  const reference = { $ref: referTo($ref) };
  if (Object.keys(rest).length === 0) return reference;
  // Beside a reference, draft 7 reads nothing.
  const { allOf = [], ...beside } = rest;
  return { ...beside, allOf: [reference, ...(Array.isArray(allOf) ? allOf : [])] };
}

/** Where parts of a schema take more values than before, these would take fewer. */
function withoutConditions(schema: SchemaObject): SchemaObject {
  const { oneOf, ...rest } = without(schema, ['not', 'if', 'then', 'else']);
  if (!Array.isArray(oneOf)) return rest;
  const { allOf = [], ...beside } = rest;
  return { ...beside, allOf: [...(Array.isArray(allOf) ? allOf : []), { anyOf: oneOf }] };
}

/** The items at fixed places, which are `prefixItems` in draft 2020-12 and a list of `items` in draft 7. */
function withTuples(schema: SchemaObject): SchemaObject {
  const { prefixItems, items, ...rest } = schema;
  if (prefixItems === undefined) return schema;
  return { ...rest, items: prefixItems, ...(items !== undefined && { additionalItems: items }) };
}

function withDependencies(schema: SchemaObject): SchemaObject {
  const { dependentRequired, dependentSchemas, ...rest } = schema;
  const both = [dependentRequired, dependentSchemas].filter((one) => one !== undefined);
  if (both.length === 0) return schema;
  const [first = {}, second] = both;
  const dependencies = { dependencies: first };
  if (second === undefined) return { ...rest, ...dependencies };
  const { allOf = [], ...beside } = rest;
  const list = Array.isArray(allOf) ? allOf : [];
  return { ...beside, ...dependencies, allOf: [...list, { dependencies: second }] };
}
