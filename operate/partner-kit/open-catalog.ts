import type { Catalog, ListedDetailType } from '../../lambdas/ports/catalog.ts';
import { CatalogError } from '../../lambdas/registration/catalog-files.ts';
import { readCatalog } from '../../lambdas/registration/catalog.ts';
import { fileProblem } from '../../terminal/json-file.ts';
import type { Finding } from './finding.ts';

/** The vendor's catalogue, as far as it can be read. */
export interface OpenedCatalog {
  /** Undefined if its list cannot be read. */
  readonly catalog: Catalog | undefined;
  readonly listed: readonly ListedDetailType[];
  readonly findings: readonly Finding[];
}

/** Opens the catalogue. One that cannot be read is a finding: the other papers do without it. */
export function openCatalog(folder: string, partnerName: string): OpenedCatalog {
  try {
    const catalog = readCatalog(folder, partnerName);
    return { catalog, listed: catalog.list(), findings: [] };
  } catch (error) {
    const reason =
      error instanceof CatalogError ? error.message : `${folder}: ${fileProblem(error)}`;
    const finding: Finding = {
      kind: 'contradiction',
      paper: 'catalogue',
      field: 'the list of detail types',
      problem: `cannot be read: ${reason}`,
      where: 'catalog/index.json',
    };
    return { catalog: undefined, listed: [], findings: [finding] };
  }
}
