import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const relativeImport = /(from |import\()(['"])(\.[^'"]+)\.ts\2/gu;

/**
 * Removes the declarations that nobody sees who imports the entry: those that it does not lead to. The others name each
 * other as the compiled files do: no TypeScript source is in a package.
 */
export function keepReachable(folder: string, entry: string): void {
  const reached = new Set([entry]);
  for (const file of reached) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, , , to = ''] of text.matchAll(relativeImport)) {
      reached.add(normalize(join(dirname(file), `${to}.d.ts`)));
    }
    writeFileSync(join(folder, file), text.replaceAll(relativeImport, '$1$2$3.js$2'));
  }
  const others = globSync('**/*.d.ts', { cwd: folder }).filter((file) => !reached.has(file));
  for (const file of others) rmSync(join(folder, file));
}
