import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { Catalog, DescribedDetailType } from '../../lambdas/ports/catalog.ts';
import { CatalogError, parseCatalogIndex } from '../../lambdas/registration/catalog-files.ts';
import { fileProblem } from '../../terminal/json-file.ts';
import { detailTypeProblems, recommendedDetailTypes } from '../guide/detail-types.ts';

/** A catalogue, and what is wrong with it. */
export interface CheckedCatalog {
  readonly types: readonly DescribedDetailType[];
  /** A line for each thing that is wrong. */
  readonly errors: readonly string[];
  /** A line for each thing that AWS does not recommend. */
  readonly warnings: readonly string[];
}

/** Checks the files of a catalogue: that they can be read, that schemas are valid, and that samples match them. */
export async function checkFiles(folder: string, catalog: Catalog): Promise<CheckedCatalog> {
  const types: DescribedDetailType[] = [];
  const errors: string[] = [...unlistedFiles(folder)];
  for (const { detailType } of catalog.list()) {
    const found = await readType(catalog, detailType);
    if (typeof found === 'string') errors.push(found);
    else types.push(found);
  }
  errors.push(...types.flatMap(schemaCheck()));
  const names = catalog.list().map(({ detailType }) => detailType);
  const warnings = [
    ...(names.length > recommendedDetailTypes
      ? [
          `there are ${names.length} detail types, and AWS expects ${recommendedDetailTypes} at most`,
        ]
      : []),
    ...names.flatMap((name) => detailTypeProblems(name).map((problem) => `${name}: ${problem}`)),
  ];
  return { types, errors, warnings };
}

async function readType(catalog: Catalog, detailType: string) {
  try {
    return (await catalog.find(detailType)) ?? `${detailType}: is no longer there`;
  } catch (error) {
    return error instanceof CatalogError ? error.message : `${detailType}: ${fileProblem(error)}`;
  }
}

function unlistedFiles(folder: string): readonly string[] {
  const indexFile = join(folder, 'index.json');
  const index = parseCatalogIndex(indexFile, readFileSync(indexFile, 'utf8'));
  const listed = new Set(index.map(({ file }) => file));
  const there = index.length === 0 ? [] : readdirSync(join(folder, 'detail-types'));
  return there
    .filter((file) => !listed.has(file))
    .map((file) => `detail-types/${file}: is not in index.json`);
}

// Strict: a misspelt keyword says nothing, and would be found by nobody.
const strictly = {
  strict: true,
  allowUnionTypes: true,
  strictRequired: true,
  logger: false,
} as const;

/** Finds a schema that is not valid, and samples that are not as it says. */
function schemaCheck(): (type: DescribedDetailType) => readonly string[] {
  const ajv = new Ajv2020(strictly);
  ajvFormats.default(ajv);
  return ({ detailType, schema, samples }) => {
    try {
      // Ids of one detail type may be those of another.
      const validate = ajv.removeSchema().compile(plain(schema));
      return samples.flatMap(({ detail }, index) => {
        if (validate(plain(detail))) return [];
        const [first] = validate.errors ?? [];
        return [`${detailType}: sample ${index + 1}: ${first?.instancePath} ${first?.message}`];
      });
    } catch (error) {
      const reason = Error.isError(error) ? error.message : String(error);
      return [`${detailType}: the schema is not valid: ${reason.replaceAll(/\s+/g, ' ')}`];
    }
  };
}

/** Without numbers that are kept as texts. */
function plain(value: object): object {
  return JSON.parse(JSON.stringify(value));
}
