import * as v from 'valibot';
import { maxDetailTypeLength } from '../domain/domain-event.ts';
import { parseExact } from '../domain/exact-json.ts';
import { describeJsonType, isJsonObject } from '../domain/json.ts';
import { stubNames } from '../domain/payload/stub.ts';
import { testEventDetailType } from '../domain/test-event.ts';

/** A file of the catalogue is not valid. The message is one line: the file, the path in it, and why. */
export class CatalogError extends Error {
  /** Tells it from other errors, also where the package is there twice. */
  override readonly name = 'CatalogError';
}

/** An entry of a catalogue's index. */
export type CatalogEntry = v.InferOutput<typeof indexEntrySchema>;

/** The entries of a catalogue's index, ordered by detail type. Throws a CatalogError. */
export function parseCatalogIndex(file: string, text: string): readonly CatalogEntry[] {
  return parseFile(file, text, indexSchema).toSorted((one, other) =>
    one.detailType < other.detailType ? -1 : 1,
  );
}

/**
 * The contents of a detail type's file: its schema, and the details of sample events. Throws a CatalogError,
 * also when stubs keep a member that the schema does not have.
 */
export function parseDetailTypeFile(
  file: string,
  text: string,
  { keptInStub = [] }: Pick<CatalogEntry, 'keptInStub'>,
): v.InferOutput<typeof detailTypeFileSchema> {
  const content = parseFile(file, text, detailTypeFileSchema);
  const { properties } = content.schema;
  const known = isJsonObject(properties) ? properties : {};
  const unknown = keptInStub.find((name) => !Object.hasOwn(known, name));
  if (unknown === undefined) return content;
  throw new CatalogError(
    `${file}: schema.properties has no "${unknown}", which keptInStub of the index names`,
  );
}

function parseFile<S extends v.GenericSchema>(
  file: string,
  text: string,
  schema: S,
): v.InferOutput<S> {
  const checked = v.safeParse(schema, parseText(file, text), { abortEarly: true });
  if (checked.success) return checked.output;
  throw new CatalogError(`${file}: ${problemOf(checked.issues[0])}`);
}

function parseText(file: string, text: string): unknown {
  try {
    return parseExact(text);
  } catch (error) {
    // The parser's message quotes the text with its line breaks.
    const reason = String(error).replaceAll(/\s+/g, ' ');
    throw new CatalogError(`${file}: is not JSON (${reason})`, { cause: error });
  }
}

function problemOf(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  if (issue.expected === 'never') return `${path} is not a known member`;
  if (issue.input === undefined) return `${path} is missing`;
  return path === null ? issue.message : `${path} ${issue.message}`;
}

const mustBe =
  (expected: string) =>
  ({ input }: { input: unknown }): string =>
    `must be ${expected}, not ${describeJsonType(input)}`;

const text = v.pipe(v.string(mustBe('a string')), v.nonEmpty('is empty'));

const jsonObject = v.custom<Readonly<Record<string, unknown>>>(
  isJsonObject,
  mustBe('a JSON object'),
);

const keptInStub = v.pipe(
  v.array(
    v.pipe(
      text,
      v.check((name) => !stubNames.has(name), 'is a name of a stub’s own member'),
    ),
    mustBe('an array'),
  ),
  v.checkItems((name, index, names) => names.indexOf(name) === index, 'is there twice'),
);

const indexEntrySchema = v.pipe(
  jsonObject,
  v.strictObject({
    detailType: v.pipe(
      text,
      v.maxLength(maxDetailTypeLength, `has over ${maxDetailTypeLength} characters`),
      v.notValue(testEventDetailType, 'is kept for test events'),
    ),
    description: text,
    file: v.pipe(
      text,
      v.regex(/^\w[\w.-]*\.json$/, 'must be a file name such as order-placed.json'),
    ),
    /** The top-level members of the detail that a stub keeps if they are small. */
    keptInStub: v.exactOptional(keptInStub),
  }),
);

const indexSchema = v.pipe(
  v.array(indexEntrySchema, mustBe('an array')),
  v.checkItems(
    ({ detailType }, index, entries) =>
      entries.findIndex((other) => other.detailType === detailType) === index,
    'has the detail type of an entry before it',
  ),
);

const detailTypeFileSchema = v.pipe(
  jsonObject,
  v.strictObject({
    schema: jsonObject,
    samples: v.pipe(v.array(jsonObject, mustBe('an array')), v.nonEmpty('is empty')),
  }),
);
