import { join } from 'node:path';
import { generatedFiles, staleFiles } from './stale-files.ts';

// Fails if a generated file is not what its table says: `npm run check:generated`.
const stale = await staleFiles(await generatedFiles(), join(import.meta.dirname, '../..'));
for (const { path, script } of stale) {
  process.stderr.write(`${path} is not what its table says: npm run ${script} writes it\n`);
}
if (stale.length > 0) process.exitCode = 1;
