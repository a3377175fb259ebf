import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { installApart, InstallError } from '../install/install-apart.ts';

const folder = import.meta.dirname;
const stryker = join(folder, 'node_modules/@stryker-mutator/core/bin/stryker.js');
const config = join(folder, 'stryker.config.json');

/** Exit code: the mutation tester was not installed. Its own are 0 and 1. */
const notInstalled = 2;

async function runStryker(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [stryker, 'run', config, ...args], { stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : 1;
}

try {
  const packages = { folder, name: 'tools/mutation', reason: 'only npm run mutation needs them' };
  await installApart(packages, (line) => process.stderr.write(`mutation: ${line}\n`));
  process.exitCode = await runStryker(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof InstallError)) throw error;
  process.stderr.write(`mutation: ${error.message}\n`);
  process.exitCode = notInstalled;
}
