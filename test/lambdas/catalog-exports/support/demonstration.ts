import { join } from 'node:path';
import { readExportedCatalog } from '../../../../lambdas/catalog-exports/exported-catalog.ts';
import { readCatalog } from '../../../../lambdas/registration/catalog.ts';

const partnerName = 'vendor.example.test';
const opened = readCatalog(join(import.meta.dirname, '../../../../catalog'), partnerName);

/** The catalogue of the demonstration, as the exports take it. */
export const demonstration = await readExportedCatalog(opened, partnerName);

/** The sample events of a detail type. */
export async function samplesOf(detailType: string) {
  return (await opened.find(detailType))?.samples ?? [];
}
