import { cp, mkdtemp, readdir, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const leftOut = new Set(['node_modules', '.git', 'cdk.out', 'coverage', 'dist', 'docs']);

/** A copy of the project in a temporary folder, which goes away when it is disposed of. */
export interface TreeCopy extends AsyncDisposable {
  readonly folder: string;
}

/** Copies the project as it is on disk; its node_modules are linked, and those of packages apart left out. */
export async function copyTree(project: string): Promise<TreeCopy> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'regressions-')));
  const names = (await readdir(project)).filter((name) => !leftOut.has(name));
  await Promise.all(
    names.map((name) =>
      cp(join(project, name), join(folder, name), {
        recursive: true,
        filter: (path) => basename(path) !== 'node_modules',
      }),
    ),
  );
  await symlink(join(project, 'node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true });
    },
  };
}
