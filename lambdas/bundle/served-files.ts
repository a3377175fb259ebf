import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { buildPage } from '../../web/bundle.ts';
import { compressFile, compressFiles } from './compress-files.ts';

/** Puts next to the registration function what it serves: the page and the API description, already compressed. */
export function writeServedFiles(folder: string): void {
  buildPage(join(folder, 'web'));
  cpSync(join(import.meta.dirname, '../registration/openapi.yaml'), join(folder, 'openapi.yaml'));
  compressFile(join(folder, 'openapi.yaml'));
  compressFiles(join(folder, 'web'));
}
