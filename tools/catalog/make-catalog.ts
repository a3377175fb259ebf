import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogFiles } from './catalog-files.ts';

// Writes the catalogue of the demonstration's events: `npm run catalog`.
const catalog = join(import.meta.dirname, '../../catalog');
const detailTypes = join(catalog, 'detail-types');
await rm(detailTypes, { recursive: true, force: true });
await mkdir(detailTypes);
for (const { path, text } of await catalogFiles()) {
  await writeFile(join(catalog, path), text);
}
