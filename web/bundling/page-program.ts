import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import { buildPage, pageToBuild } from './build-page.ts';

// Builds a page, as the text on its standard input says. A program of its own, since esbuild takes plugins only
// where it may answer later, and who builds a page cannot wait.

await buildPage(v.parse(pageToBuild, JSON.parse(await text(process.stdin))));
