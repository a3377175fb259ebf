import { execFile } from 'node:child_process';
import { accessSync, chownSync, constants, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

type Environment = Readonly<Record<string, string | undefined>>;

/** The variable that names the folder of the server's socket to the tests. */
export const socketVariable = 'TEST_POSTGRES_SOCKETS';

/**
 * The folder of PostgreSQL's programs: `$POSTGRES_BIN`, on the PATH, or the newest where Debian puts them.
 * Throws an error that says how to install them when they are missing.
 */
export function findPrograms(env: Environment): string {
  const given = env['POSTGRES_BIN'];
  const places =
    given === undefined ? [...(env['PATH'] ?? '').split(delimiter), ...debianPlaces()] : [given];
  const found = places.find((place) => place !== '' && isExecutable(join(place, 'initdb')));
  if (found !== undefined) return found;
  throw new Error('there is no PostgreSQL: apt-get install postgresql, or set POSTGRES_BIN');
}

function debianPlaces(): readonly string[] {
  return globSync('/usr/lib/postgresql/*/bin').toSorted((a, b) => versionIn(b) - versionIn(a));
}

function versionIn(place: string): number {
  return Number(place.split('/').at(-2));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

// PostgreSQL does not run as root. These are nobody's ids on Linux.
const nobody = { uid: 65_534, gid: 65_534 };
const isRoot = process.getuid?.() === 0;

function optionsIn(folder: string) {
  return { cwd: folder, ...(isRoot && nobody) };
}

/** Starts a server in a temporary folder, which listens on a socket there alone. Returns the folder. */
export async function startServer(): Promise<string> {
  const programs = findPrograms(process.env);
  const folder = mkdtempSync(join(tmpdir(), 'outbox-'));
  if (isRoot) chownSync(folder, nobody.uid, nobody.gid);
  const data = join(folder, 'data');
  const options = optionsIn(folder);
  const form = ['--auth=trust', '--username=postgres', '--encoding=UTF8', '--locale=C'];
  await run(join(programs, 'initdb'), ['--pgdata', data, '--no-sync', ...form], options);
  // Nobody takes the machine's power away in the midst of a test.
  const settings = `-c listen_addresses= -c fsync=off -k ${folder}`;
  const start = ['start', '--wait', '--pgdata', data, '--log', join(folder, 'log'), '-o', settings];
  await run(join(programs, 'pg_ctl'), start, options);
  return folder;
}

/** Ends the server of a folder, and removes the folder. */
export async function endServer(folder: string): Promise<void> {
  const stop = ['stop', '--wait', '--mode=immediate', '--pgdata', join(folder, 'data')];
  await run(join(findPrograms(process.env), 'pg_ctl'), stop, optionsIn(folder));
  rmSync(folder, { recursive: true });
}
