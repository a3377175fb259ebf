import { detailTypeNames } from '../../lambdas/catalog-exports/detail-type-names.ts';
import { exportCatalog } from '../../lambdas/catalog-exports/export-catalog.ts';
import { ExportError } from '../../lambdas/catalog-exports/export-error.ts';
import type { ExportedCatalog } from '../../lambdas/catalog-exports/exported-catalog.ts';
import type { DescribedDetailType } from '../../lambdas/ports/catalog.ts';

/** Why a detail type cannot be exported, and what of it fits no schema registry. */
export interface ExportProblems {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** Exports detail types, one at a time, in the formats that can refuse one. */
export function exportCheck(
  all: readonly DescribedDetailType[],
): (type: DescribedDetailType) => Promise<ExportProblems> {
  const names = detailTypeNames(all.map(({ detailType }) => detailType));
  return async ({ detailType, description, schema }) => {
    const name = names.get(detailType) ?? detailType;
    const plain = JSON.parse(JSON.stringify(schema));
    const types = [{ detailType, name, description, schema: plain }];
    const catalog = { partnerName: 'vendor.example', types };
    const error = (await refusal(catalog, 'types')) ?? (await refusal(catalog, 'asyncapi'));
    const { problems } =
      error === undefined ? await exportCatalog(catalog, 'schema-registry') : { problems: [] };
    const own = (problem: string) => problem.slice(`${detailType}: `.length);
    return { errors: error === undefined ? [] : [own(error)], warnings: problems.map(own) };
  };
}

async function refusal(catalog: ExportedCatalog, format: 'types' | 'asyncapi') {
  try {
    await exportCatalog(catalog, format);
    return undefined;
  } catch (error) {
    if (error instanceof ExportError) return error.message;
    throw error;
  }
}
