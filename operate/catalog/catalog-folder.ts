import type { Catalog } from '../../lambdas/ports/catalog.ts';
import { CatalogError } from '../../lambdas/registration/catalog-files.ts';
import { readCatalog } from '../../lambdas/registration/catalog.ts';
import { InputError } from '../../terminal/input-error.ts';
import { fileProblem } from '../../terminal/json-file.ts';

/** Opens a catalogue. Throws an InputError if its index cannot be read. */
export function openCatalogFolder(folder: string, partnerName: string): Catalog {
  try {
    return readCatalog(folder, partnerName);
  } catch (error) {
    const reason =
      error instanceof CatalogError ? error.message : `${folder}: ${fileProblem(error)}`;
    throw new InputError(`--catalog ${reason}`, { cause: error });
  }
}
