import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { schemaProblems } from '../../lambdas/catalog-exports/schema/schema-problems.ts';
import { stubSchema } from '../../lambdas/domain/payload/stub-schema.ts';
import type { DescribedDetailType } from '../../lambdas/ports/catalog.ts';

const options = {
  // A misspelt keyword says nothing, and would be found by nobody.
  strictSchema: true,
  // These refuse what JSON Schema allows: `required` in an `anyOf` alone, a tuple without a length.
  strictTypes: false,
  strictTuples: false,
  allowUnionTypes: true,
  // Members may be called like those of every JavaScript object.
  ownProperties: true,
  // The code that stops at the first one is nested by the number of members.
  allErrors: true,
  logger: false,
} as const;

/** The schemas that a schema may say that it is written in: none is the same. */
const dialects: ReadonlySet<unknown> = new Set([
  undefined,
  'https://json-schema.org/draft/2020-12/schema',
  'https://json-schema.org/draft/2020-12/schema#',
]);

/** Finds what is wrong in schemas, and samples that are not as theirs says. */
export function schemaCheck(): (type: DescribedDetailType) => readonly string[] {
  const ajv = new Ajv2020(options);
  ajvFormats.default(ajv);
  return (type) => {
    const schema = plain(type.schema);
    if (!dialects.has(schema['$schema'])) {
      return ['schema/$schema must be https://json-schema.org/draft/2020-12/schema'];
    }
    const problems = schemaProblems(schema);
    if (problems.length > 0) return problems;
    return [...stubProblems(schema, type), ...sampleProblems(ajv, schema, type)];
  };
}

/** The schema of a stub has the members that it keeps, and `$defs`. */
function stubProblems(
  schema: Readonly<Record<string, unknown>>,
  { detailType, keptInStub }: DescribedDetailType,
): readonly string[] {
  return schemaProblems(stubSchema(detailType, schema, keptInStub)).map(
    (problem) => `in the schema of a stub, which has $defs and what keptInStub names: ${problem}`,
  );
}

function sampleProblems(
  ajv: Ajv2020,
  schema: Readonly<Record<string, unknown>>,
  { samples }: DescribedDetailType,
): readonly string[] {
  try {
    // Ids of one detail type may be those of another.
    const validate = ajv.removeSchema().compile(schema);
    return samples.flatMap(({ detail }, index) => {
      if (validate(plain(detail))) return [];
      const [first] = validate.errors ?? [];
      return [
        `sample ${index + 1}:${[' ', first?.instancePath].join('').trimEnd()} ${first?.message}`,
      ];
    });
  } catch (error) {
    const reason = Error.isError(error) ? error.message : String(error);
    return [`the schema is not valid: ${reason.replaceAll(/\s+/g, ' ')}`];
  }
}

/** Without numbers that are kept as texts. */
function plain(value: object): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(value));
}
