import { build } from 'esbuild';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { pageHtml } from '../../emulator/page-parts/page-html.ts';
import { shortening } from './shortening.ts';

/** A page, and where it goes. */
export const pageToBuild = v.object({
  folder: v.string(),
  title: v.string(),
  /** Entry points, by their paths in `web`. */
  script: v.string(),
  style: v.string(),
  /** Where the assets are served. */
  base: v.string(),
});

/** A page, and where it goes. */
export type PageToBuild = v.InferOutput<typeof pageToBuild>;

const web = join(import.meta.dirname, '..');

/** Builds a page into its folder, and replaces what was there. */
export async function buildPage(page: PageToBuild): Promise<void> {
  const { folder, title, script, style, base } = page;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const names = { script: 'page', style: 'style', icon: 'icon' };
  const { metafile } = await build({
    entryPoints: [
      { in: join(web, script), out: names.script },
      { in: join(web, style), out: names.style },
      { in: join(web, '../emulator/page/icon.svg'), out: names.icon },
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
    plugins: [shortening],
    metafile: true,
    logLevel: 'warning',
  });
  const outputs = Object.entries(metafile.outputs);
  const outputOf = (name: string) =>
    outputs.find(([file]) => basename(file).startsWith(`${name}-`)) ?? ['', { imports: [] }];
  const address = (name: string) => base + basename(outputOf(name)[0]);
  const [, { imports }] = outputOf(names.script);
  const html = pageHtml({
    title,
    script: address(names.script),
    imported: imports
      .filter(({ kind }) => kind === 'import-statement')
      .map(({ path }) => base + basename(path)),
    style: address(names.style),
    icon: address(names.icon),
  });
  writeFileSync(join(folder, 'index.html'), html);
}
