import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { securityHeaders } from '../../lambdas/registration/security-headers.ts';
import { buildLocalPage } from '../../web/bundle.ts';
import { splitTarget, type HttpAnswer, type HttpRequest } from '../http-api/http-message.ts';

/** The files of the page, each with the path under which it is served. */
type Page = ReadonlyMap<string, HttpAnswer>;

const assetsPath = '/_local/assets/';

/**
 * Serves local mode's page at some paths. It is built on the first request. Returns undefined for a
 * request that is not for the page.
 */
export function localPage(
  paths: readonly string[],
): (request: Pick<HttpRequest, 'method' | 'target'>) => HttpAnswer | undefined {
  let page: Page | undefined;
  return ({ method, target }) => {
    const { path } = splitTarget(target);
    const isForPage = paths.includes(path) || path.startsWith(assetsPath);
    if (method !== 'GET' || !isForPage) return undefined;
    page ??= builtPage(paths);
    return page.get(path);
  };
}

/** Builds the page and keeps it in memory, so that several local modes do not overwrite each other's build. */
function builtPage(paths: readonly string[]): Page {
  const folder = mkdtempSync(join(tmpdir(), 'local-page-'));
  try {
    buildLocalPage(folder);
    const index = fileAnswer(join(folder, 'index.html'));
    const assets = readdirSync(join(folder, 'assets'));
    return new Map([
      ...paths.map((path) => [path, index] as const),
      ...assets.map(
        (name) => [assetsPath + name, fileAnswer(join(folder, 'assets', name))] as const,
      ),
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

function fileAnswer(file: string): HttpAnswer {
  const headers = {
    ...securityHeaders(),
    'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
    'cache-control': 'no-cache',
  };
  return { status: 200, headers, body: readFileSync(file) };
}
