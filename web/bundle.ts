import { buildSync } from 'esbuild';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pageHtml } from '../emulator/page-parts/page-html.ts';
import { pageTitle } from './page-title.ts';

/**
 * Builds the deployed page into a folder: `index.html`, and in `assets/` scripts, style and icon with
 * a hash of their content in their names. What only the console needs is a script of its own, which the
 * page loads after the sign-in. Replaces what was in the folder.
 */
export function buildPage(folder: string): void {
  build(folder, { script: 'main.ts', style: 'style/page.css', base: '/assets/' });
}

/** Builds the page of local mode in the same way; its assets are at `/_local/assets/`. */
export function buildLocalPage(folder: string): void {
  build(folder, { script: 'local/main.ts', style: 'style/local.css', base: '/_local/assets/' });
}

interface Entries {
  readonly script: string;
  readonly style: string;
  /** Where the assets are served. */
  readonly base: string;
}

function build(folder: string, { script, style, base }: Entries): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const names = { script: 'page', style: 'style', icon: 'icon' };
  const { metafile } = buildSync({
    entryPoints: [
      { in: join(import.meta.dirname, script), out: names.script },
      { in: join(import.meta.dirname, style), out: names.style },
      { in: join(import.meta.dirname, '../emulator/page/icon.svg'), out: names.icon },
    ],
    loader: { '.svg': 'copy' },
    outdir: join(folder, 'assets'),
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    target: 'es2022',
    format: 'esm',
    metafile: true,
    logLevel: 'warning',
  });
  const outputs = Object.entries(metafile.outputs);
  const outputOf = (name: string) =>
    outputs.find(([file]) => basename(file).startsWith(`${name}-`)) ?? ['', { imports: [] }];
  const address = (name: string) => base + basename(outputOf(name)[0]);
  const [, { imports }] = outputOf(names.script);
  const html = pageHtml({
    title: pageTitle,
    script: address(names.script),
    imported: imports
      .filter(({ kind }) => kind === 'import-statement')
      .map(({ path }) => base + basename(path)),
    style: address(names.style),
    icon: address(names.icon),
  });
  writeFileSync(join(folder, 'index.html'), html);
}
