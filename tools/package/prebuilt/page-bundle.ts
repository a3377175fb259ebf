import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type * as built from '../../../web/bundle.ts';

/** Puts the page of local mode that `npm pack` has made into a folder. */
export const buildLocalPage: typeof built.buildLocalPage = (folder) => {
  cpSync(join(import.meta.dirname, '../local-page'), folder, { recursive: true });
};
