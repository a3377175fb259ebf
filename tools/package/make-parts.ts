import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { makeCodeIn } from '../../lambdas/bundle/make-code.ts';
import { writeCatalog } from '../../lambdas/bundle/catalog-parts.ts';
import { functionNames } from '../../lambdas/settings/function-name.ts';
import { runtimeClientSource } from '../../local/lambda/runtime-client-source.ts';
import { readWebhooks } from '../../local/webhooks.ts';
import { buildLocalPage } from '../../web/bundle.ts';

/** Makes what the package's code reads: the functions, local mode's page and the demonstration. */
export async function makeParts(root: string, folder: string): Promise<readonly Metafile[]> {
  const functions = await Promise.all(
    functionNames.map(async (name) => await makeCodeIn(name, join(folder, 'functions', name))),
  );
  buildLocalPage(join(folder, 'local-page'));
  writeFileSync(join(folder, 'runtime-client.js'), runtimeClientSource());
  const demonstration = join(folder, 'demonstration');
  mkdirSync(demonstration, { recursive: true });
  writeFileSync(join(demonstration, 'webhooks.json'), JSON.stringify(readWebhooks()));
  writeCatalog(join(root, 'catalog'), join(demonstration, 'catalog'));
  return [...functions, ...(await pagesOf(root))];
}

/** What the pages are made of. */
async function pagesOf(root: string): Promise<readonly Metafile[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [join(root, 'web/main.ts'), join(root, 'web/local/main.ts')],
    outdir: 'unwritten',
    bundle: true,
    format: 'esm',
    metafile: true,
    write: false,
  });
  return [metafile];
}
