import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { PageToBuild } from './bundling/build-page.ts';
import { pageTitle } from './page-title.ts';

/**
 * Builds the deployed page into a folder: `index.html`, and in `assets/` scripts, style and icon with
 * a hash of their content in their names. What only the console needs is a script of its own, which the
 * page loads after the sign-in. Replaces what was in the folder.
 */
export function buildPage(folder: string): void {
  build({ folder, script: 'main.ts', style: 'style/page.css', base: '/assets/' });
}

/** Builds the page of local mode in the same way; its assets are at `/_local/assets/`. */
export function buildLocalPage(folder: string): void {
  const base = '/_local/assets/';
  build({ folder, script: 'local/main.ts', style: 'style/local.css', base });
}

function build(page: Omit<PageToBuild, 'title'>): void {
  execFileSync(process.execPath, [join(import.meta.dirname, 'bundling/page-program.ts')], {
    input: JSON.stringify({ ...page, title: pageTitle } satisfies PageToBuild),
    stdio: ['pipe', 'inherit', 'inherit'],
  });
}
