import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ownCatalog } from '../lambdas/bundle/function-code.ts';

/** The folder of local mode's catalogue: the current folder's own, or else the demonstration's. */
export function localCatalog(): string {
  const folder = join(process.cwd(), 'catalog');
  return existsSync(join(folder, 'index.json')) ? folder : ownCatalog;
}
