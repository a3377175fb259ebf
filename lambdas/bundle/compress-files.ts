import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { compressedEndings } from '../registration/page-files.ts';

/** Puts the compressed forms of each file in a folder, and in its subfolders, next to it. */
export function compressFiles(folder: string): void {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const { parentPath, name } of entries.filter((entry) => entry.isFile())) {
    compressFile(join(parentPath, name));
  }
}

/** Puts the compressed forms of a text file next to it, at the highest compression. */
export function compressFile(file: string): void {
  const content = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT };
  writeFileSync(file + compressedEndings.br, brotliCompressSync(content, { params }));
  const level = constants.Z_BEST_COMPRESSION;
  writeFileSync(file + compressedEndings.gzip, gzipSync(content, { level }));
}
