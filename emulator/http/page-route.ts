import type { ServerResponse } from 'node:http';
import type { EmulatorPage } from '../page/bundle.ts';

const ASSETS = '/_emulator/page/';

const contentTypes: Readonly<Record<keyof EmulatorPage, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'page.js': 'text/javascript; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

/** The page loads and connects to nothing but its own server, and no other page may show it. */
const securityHeaders = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

let page: Promise<EmulatorPage> | undefined;

/** The file of the page that a call asks for; undefined for any other call. */
export function pageFileOf(method: string, path: string): keyof EmulatorPage | undefined {
  if (method !== 'GET') return undefined;
  if (path === '/') return 'index.html';
  const name = path.startsWith(ASSETS) ? path.slice(ASSETS.length) : '';
  return isPageFile(name) && name !== 'index.html' ? name : undefined;
}

/** Answers with a file of the page. The page is made at the first call. */
export async function answerPage(
  response: ServerResponse,
  name: keyof EmulatorPage,
): Promise<void> {
  page ??= import('../page/bundle.ts').then(({ emulatorPage }) => emulatorPage());
  const body = (await page)[name];
  response.writeHead(200, {
    ...securityHeaders,
    'Content-Type': contentTypes[name],
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-cache',
  });
  response.end(body);
}

function isPageFile(name: string): name is keyof EmulatorPage {
  return Object.hasOwn(contentTypes, name);
}
