import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The project's folder. */
export const root = join(import.meta.dirname, '../../..');

/** What `npm pack` has made. */
export interface Packed {
  /** The tarball's path. */
  readonly file: string;
  /** In bytes. */
  readonly size: number;
  readonly paths: readonly string[];
}

/** Packs a package of the project into a folder, which also builds it. */
export async function pack(of: string, folder: string): Promise<Packed> {
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: join(root, of),
    maxBuffer: 16_777_216,
  });
  const [packed]: { filename: string; size: number; files: { path: string }[] }[] = JSON.parse(
    stdout.slice(stdout.indexOf('[\n')),
  );
  return {
    file: join(folder, packed!.filename),
    size: packed!.size,
    paths: packed!.files.map(({ path }) => path),
  };
}
