import type { ItemRun } from '../item-run.ts';
import { filesIn, importedBy } from '../judge/page-files.ts';
import type { WalkContext } from '../walk-context.ts';
import { fetchPage } from './fetch-page.ts';

/** A script of the page. */
export interface PageScript {
  readonly path: string;
  readonly text: string;
}

const mostScripts = 50;

/** All scripts of the page, those that are loaded later included. */
export async function readPageScripts(
  run: ItemRun,
  context: WalkContext,
): Promise<readonly PageScript[]> {
  const document = await fetchPage('/', 'The page', run, context);
  const waiting = [...filesIn(document.text).scripts];
  const read = new Map<string, PageScript>();
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (read.has(path) || read.size === mostScripts) continue;
    const { text } = await fetchPage(path, 'A script of the page', run, context);
    read.set(path, { path, text });
    waiting.push(...importedBy(text, path));
  }
  return [...read.values()];
}
