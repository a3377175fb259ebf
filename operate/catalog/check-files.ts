import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog, DescribedDetailType } from '../../lambdas/ports/catalog.ts';
import { detailTypeProblems, recommendedDetailTypes } from '../guide/detail-types.ts';
import { filesByType, readTypes } from './catalog-folder.ts';
import { exportCheck } from './check-exports.ts';
import { schemaCheck } from './check-schema.ts';

/** A catalogue, and what is wrong with it. */
export interface CheckedCatalog {
  readonly types: readonly DescribedDetailType[];
  /** The detail types that could not be read. */
  readonly unreadable: readonly string[];
  /** A line for each thing that is wrong. */
  readonly errors: readonly string[];
  /** A line for each thing that AWS does not recommend, or that can mislead people. */
  readonly warnings: readonly string[];
}

/** Checks a catalogue: that its files can be read and exported, that schemas are valid, and that samples match. */
export async function checkFiles(folder: string, catalog: Catalog): Promise<CheckedCatalog> {
  const files = filesByType(folder);
  const { types, unreadable } = await readTypes(folder, catalog);
  const errors = [...unlistedFiles(folder, new Set(files.values())), ...unreadable.values()];
  const warnings = nameWarnings([...files.keys()]);
  const problemsOf = schemaCheck();
  const exports = exportCheck(types);
  for (const type of types) {
    const problems = problemsOf(type);
    // What is no schema is told once.
    const exported = problems.length > 0 ? { errors: problems, warnings: [] } : await exports(type);
    const file = files.get(type.detailType) ?? type.detailType;
    errors.push(...exported.errors.map((error) => `${file}: ${error}`));
    warnings.push(...exported.warnings.map((warning) => `${file}: ${warning}`));
  }
  return { types, unreadable: [...unreadable.keys()], errors, warnings };
}

function unlistedFiles(folder: string, listed: ReadonlySet<string>): readonly string[] {
  const inside = join(folder, 'detail-types');
  return (listed.size > 0 && existsSync(inside) ? readdirSync(inside) : [])
    .map((file) => `detail-types/${file}`)
    .filter((file) => file.endsWith('.json') && !listed.has(file))
    .map((file) => `${file}: is not in index.json`);
}

function nameWarnings(names: readonly string[]): string[] {
  const alike = Map.groupBy(names, (name) => name.toLowerCase());
  return [
    ...(names.length > recommendedDetailTypes
      ? [
          `there are ${names.length} detail types, and AWS expects ${recommendedDetailTypes} at most`,
        ]
      : []),
    ...names.flatMap((name) => detailTypeProblems(name).map((problem) => `${name}: ${problem}`)),
    ...Array.from(alike.values())
      .filter((some) => some.length > 1)
      .map((some) => `${some.join(', ')}: differ in case alone, and rules tell them apart`),
  ];
}
