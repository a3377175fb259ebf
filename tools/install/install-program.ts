import { join } from 'node:path';
import { installApart, InstallError } from './install-apart.ts';

// Installs packages that are apart, for the scripts that check and test what uses them.
//
// node tools/install/install-program.ts FOLDER

const [name] = process.argv.slice(2);
if (name === undefined) throw new Error('which folder?');
const folder = join(import.meta.dirname, '../..', name);

try {
  await installApart({ folder, name, reason: 'its types and tests need them' }, (line) => {
    process.stderr.write(`${line}\n`);
  });
} catch (error) {
  if (!(error instanceof InstallError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
