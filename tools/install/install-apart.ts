import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** Packages that one command alone needs, in a folder with a `package.json` and a lock of its own. */
export interface ApartPackages {
  readonly folder: string;
  /** The folder, as the line that is shown names it: `tools/mutation`. */
  readonly name: string;
  /** Why they are installed now, such as "only npm run mutation needs them". */
  readonly reason: string;
}

/** Packages were not installed. Its message is one line. */
export class InstallError extends Error {
  override readonly name = 'InstallError';
}

const lockFile = 'package-lock.json';
/** The lock that was installed last, to its end. */
const installedFile = join('node_modules', '.installed-lock.json');

/**
 * Installs packages with `npm ci`, unless exactly those of the lock are there. Rejects with an {@link InstallError}.
 *
 * @param show gets the line that says what is installed and why
 * @param npm the program
 */
export async function installApart(
  { folder, name, reason }: ApartPackages,
  show: (line: string) => void,
  npm = 'npm',
): Promise<void> {
  if (await isInstalled(folder)) return;
  show(`installing the packages of ${name} (npm ci): ${reason}`);
  const problem = await runNpmCi(npm, folder);
  if (problem !== undefined) {
    throw new InstallError(`${name}: its packages are not installed, and ${reason}: ${problem}`);
  }
  await copyFile(join(folder, lockFile), join(folder, installedFile));
}

async function isInstalled(folder: string): Promise<boolean> {
  const [wanted, installed] = await Promise.all([
    readFile(join(folder, lockFile), 'utf8'),
    readFile(join(folder, installedFile), 'utf8').catch(() => undefined),
  ]);
  return wanted === installed;
}

/** What went wrong, as a line, or undefined. */
async function runNpmCi(npm: string, folder: string): Promise<string | undefined> {
  const child = spawn(npm, ['ci', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'close');
  try {
    const [errors, [code]] = await Promise.all([text(child.stderr), ended]);
    return code === 0 ? undefined : `npm ci ended with ${code}, ${firstLineOf(errors)}`;
  } catch (error) {
    return `npm does not start, ${String(error)}`;
  }
}

/** The first line of npm's errors that is more than a code. */
function firstLineOf(errors: string): string {
  const lines = errors.split('\n').map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim());
  return (
    lines.find((line) => line !== '' && !/^(code|errno|syscall|path) /.test(line)) ?? 'silently'
  );
}
