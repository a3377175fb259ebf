import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** The root of the project. */
export const root = join(import.meta.dirname, '../../..');

/** The files of code that git knows, or would. */
export function codeFiles(): readonly string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.js'];
  const files = execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim().split('\n');
  return files.filter((file) => existsSync(join(root, file)));
}

const specifier = /(?:\bfrom|\bimport)\s*\(?\s*'(\.{1,2}\/[^']+)'/g;

/** The files of the project that a file imports. */
export function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(specifier)].map(([, to]) => posix.join(posix.dirname(file), to!));
}
