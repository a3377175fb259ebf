import { globSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Removes the declarations that nobody sees who imports the entry: those that it does not lead to. */
export function keepReachable(folder: string, entry: string): void {
  const reached = new Set([entry]);
  for (const file of reached) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, to = ''] of text.matchAll(/from '(\.[^']+)\.ts'/gu)) {
      reached.add(normalize(join(dirname(file), `${to}.d.ts`)));
    }
  }
  const others = globSync('**/*.d.ts', { cwd: folder }).filter((file) => !reached.has(file));
  for (const file of others) rmSync(join(folder, file));
}
