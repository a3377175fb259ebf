import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';

/** How large a function is, in bytes. */
export interface BundleSize {
  /** Of the bundle, and of the files that it imports at once: what Node reads and compiles. */
  readonly codeBytes: number;
  /** Of all files that are deployed with it, by Deflate: their zip archive without its directory. */
  readonly zippedBytes: number;
}

/** The size of a function whose bundle is in a folder with all else that is deployed. */
export function bundleSize(file: string): BundleSize {
  const folder = dirname(file);
  const zippedBytes = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => deflateRawSync(readFileSync(join(entry.parentPath, entry.name))).length)
    .reduce((sum, bytes) => sum + bytes, 0);
  return { codeBytes: codeBytes(file), zippedBytes };
}

function codeBytes(file: string): number {
  const files = new Set([file]);
  for (const one of files) {
    const imports = readFileSync(one, 'utf8').matchAll(/(?:from|import)"(\.\/[\w-]+\.mjs)"/g);
    for (const [, path = ''] of imports) files.add(join(dirname(one), path));
  }
  return [...files].reduce((sum, one) => sum + statSync(one).size, 0);
}
