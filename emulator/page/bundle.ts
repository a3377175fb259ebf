import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { pageTitle } from './page-title.ts';
import { pageHtml } from '../page-parts/page-html.ts';

/** The files of the emulator's page, by their path below `/_emulator/page/`; `index.html` is served at `/`. */
export type EmulatorPage = Readonly<
  Record<'index.html' | 'page.js' | 'page.css' | 'icon.svg', string>
>;

/** Bundles the page. In the package, its build puts the result in this module's place. */
export function emulatorPage(): EmulatorPage {
  const assets = '/_emulator/page/';
  return {
    'index.html': pageHtml({
      title: pageTitle,
      script: `${assets}page.js`,
      imported: [],
      style: `${assets}page.css`,
      icon: `${assets}icon.svg`,
    }),
    'page.js': bundled('main.ts'),
    'page.css': bundled('style/page.css'),
    'icon.svg': readFileSync(join(import.meta.dirname, 'icon.svg'), 'utf8'),
  };
}

function bundled(entry: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(import.meta.dirname, entry)],
    bundle: true,
    minify: true,
    target: 'es2022',
    format: 'esm',
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
