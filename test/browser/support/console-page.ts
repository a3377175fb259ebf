import { buildSync, type BuildOptions } from 'esbuild';
import { join } from 'node:path';
import type { Browser, Route } from 'playwright-core';
import { securityHeaders } from '../../../lambdas/registration/security-headers.ts';
import { pageHtml } from '../../../emulator/page-parts/page-html.ts';
import type { FakeAnswer, FakeRequest } from './fake-history.ts';
import { watchPages } from './watch-pages.ts';

/** What a test's service answers. */
export type AnswerTo = (request: FakeRequest) => FakeAnswer | Promise<FakeAnswer>;

const origin = 'https://console.test';
const folder = join(import.meta.dirname, '../../../web');

/** Signed in, and quick to load again. */
const script = `
  import { html } from 'htm/preact';
  import { Console } from './console.ts';
  import { renderPage } from '../emulator/page-parts/render-page.ts';
  const session = { token: async () => 'token', onUnauthorized() {} };
  const polling = { pendingMs: 200, otherMs: 500, historyMs: 400 };
  renderPage(html\`<main class="page">
    <\${Console} session=\${session} polling=\${polling} />
  </main>\`);`;

/** Makes the files of a page that has the console alone, by their paths. */
export function consoleFiles(): ReadonlyMap<string, readonly [type: string, text: string]> {
  const html = pageHtml({
    title: 'Console',
    script: '/page.js',
    imported: [],
    style: '/style.css',
    icon: 'data:,',
  });
  return new Map([
    ['/', ['text/html', html]],
    ['/page.js', ['text/javascript', bundled({ stdin: { contents: script, resolveDir: folder } })]],
    ['/style.css', ['text/css', bundled({ entryPoints: [join(folder, 'style/page.css')] })]],
  ]);
}

/** What esbuild makes of an entry. */
function bundled(entry: BuildOptions): string {
  const { outputFiles } = buildSync({ bundle: true, format: 'esm', ...entry, write: false });
  return outputFiles[0]?.text ?? '';
}

/** Opens the console at a hash, with a service that answers what the test wants. */
export async function openConsole(
  browser: Browser,
  files: ReturnType<typeof consoleFiles>,
  answer: AnswerTo,
  timezoneId = 'UTC',
) {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId });
  context.setDefaultTimeout(10_000);
  const watch = await watchPages(context);
  await context.route(`${origin}/**`, (route) => fulfil(route, files, answer));
  const page = await context.newPage();
  return {
    page,
    watch,
    open: (hash: string) => page.goto(`${origin}/${hash}`),
    /** Closes it. Rejects when anything went on in the page that must never happen. */
    async close() {
      await context.close();
      if (watch.faults.length > 0) throw new Error(watch.faults.join('\n'));
    },
  };
}

async function fulfil(
  route: Route,
  files: ReturnType<typeof consoleFiles>,
  answer: AnswerTo,
): Promise<void> {
  const request = route.request();
  const { pathname, searchParams } = new URL(request.url());
  const headers = securityHeaders();
  const file = files.get(pathname);
  if (file !== undefined) {
    await route.fulfill({ headers, contentType: file[0], body: file[1] });
    return;
  }
  const { status = 200, body } = await answer({
    method: request.method(),
    path: decodeURIComponent(pathname),
    query: searchParams,
    body: request.postDataJSON(),
  });
  await route.fulfill({ status, headers, ...(body !== undefined && { json: body }) });
}
