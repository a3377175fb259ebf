import { ExportError } from '../export-error.ts';
import type { ExportedType } from '../exported-catalog.ts';
import {
  isSchema,
  resolvePointer,
  subschemasOf,
  type Schema,
  type SchemaObject,
} from './json-schema.ts';

/** Compilers of schemas, and those who read types, get lost in deeper ones. */
export const maxNesting = 100;

/**
 * What a schema has that cannot be exported, a line for each: the place in it as a JSON pointer, and why. Every
 * reference must be a JSON pointer to a schema in the same file, since each export names and joins schemas anew.
 */
export function schemaProblems(root: SchemaObject): readonly string[] {
  return problemsIn(root, '', 0, root);
}

/** Throws an ExportError with the first such problem of a detail type. */
export function refuseUnexportable({ detailType, schema }: ExportedType): void {
  const [problem] = schemaProblems(schema);
  if (problem !== undefined) throw new ExportError(`${detailType}: ${problem}`);
}

function problemsIn(
  schema: Schema,
  place: string,
  depth: number,
  root: SchemaObject,
): readonly string[] {
  if (typeof schema === 'boolean') return [];
  if (depth > maxNesting) {
    return [`schema${place.slice(0, 60)}… is nested more than ${maxNesting} levels deep`];
  }
  return [
    ...keywordProblems(schema, depth, root).map((problem) => `schema${place}/${problem}`),
    ...subschemasOf(schema).flatMap(([name, part]) =>
      problemsIn(part, place + name, depth + 1, root),
    ),
  ];
}

/** Keywords that give a schema another name than its place, or refer to it by such a name. */
const byName: readonly string[] = ['$anchor', '$dynamicAnchor', '$dynamicRef', '$recursiveRef'];

function keywordProblems(schema: SchemaObject, depth: number, root: SchemaObject) {
  const { $ref, $id } = schema;
  return [
    ...byName
      .filter((keyword) => schema[keyword] !== undefined)
      .map((keyword) => `${keyword} is not taken: refer to a schema by its place, as in #/$defs/x`),
    // The references in it would be relative to it.
    ...($id !== undefined && depth > 0 ? ['$id is not taken here, only at the top'] : []),
    ...(typeof $ref === 'string' ? referenceProblems($ref, root) : []),
  ];
}

function referenceProblems(reference: string, root: SchemaObject): readonly string[] {
  const told = (reason: string) => [`$ref ${JSON.stringify(reference)} ${reason}`];
  if (reference !== '#' && !reference.startsWith('#/')) {
    return told('is not taken: it must be the place of a schema in this file, as in #/$defs/x');
  }
  if (!isDecodable(reference)) return told('is no valid URI');
  const passed = new Set<unknown>();
  let target = resolvePointer(root, reference);
  while (typeof target === 'object' && isSchema(target) && typeof target['$ref'] === 'string') {
    if (passed.has(target)) return told('leads back to itself');
    passed.add(target);
    target = resolvePointer(root, target['$ref']);
  }
  return isSchema(resolvePointer(root, reference)) ? [] : told('leads to no schema');
}

function isDecodable(reference: string): boolean {
  try {
    decodeURIComponent(reference);
    return true;
  } catch {
    return false;
  }
}
