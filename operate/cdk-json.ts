import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text of the current folder's cdk.json, by which `cdk` works there; that of an empty one if there is none. */
export function readCdkJson(): string {
  const file = join(process.cwd(), 'cdk.json');
  return existsSync(file) ? readFileSync(file, 'utf8') : '{}';
}
