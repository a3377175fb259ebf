import { join } from 'node:path';
import { installApart, InstallError } from './install-apart.ts';

// Installs packages that are apart, for the scripts that need them. REASON is why, in the line that is shown.
//
// node tools/install/install-program.ts FOLDER [REASON]

const [name, reason = 'its types and tests need them'] = process.argv.slice(2);
if (name === undefined) throw new Error('which folder?');
const folder = join(import.meta.dirname, '../..', name);

try {
  await installApart({ folder, name, reason }, (line) => {
    process.stderr.write(`${line}\n`);
  });
} catch (error) {
  if (!(error instanceof InstallError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
