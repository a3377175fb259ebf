import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { architectureFiles } from './architecture-files.ts';

// Writes what follows from the table of rooms: `npm run architecture`.
for (const { path, text } of await architectureFiles()) {
  await writeFile(join(import.meta.dirname, '../..', path), text);
}
