import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Answer } from './answers.ts';
import type { RegistrationSettings } from './services.ts';

/** What anybody may have, by the path of the request. */
export type PageFiles = ReadonlyMap<string, Answer>;

const unchanging = 'public, max-age=31536000, immutable';
const alwaysAsked = 'no-cache';

/**
 * Reads what the function serves without a token: the page, its settings and the description of the
 * API. All of it is read at once, so that no path of a request leads into the file system.
 *
 * @param folder holds `web/` and `openapi.yaml`
 */
export function readPageFiles(
  folder: string,
  { partnerName, signIn }: Pick<RegistrationSettings, 'partnerName' | 'signIn'>,
): PageFiles {
  const web = join(folder, 'web');
  const config = Buffer.from(JSON.stringify({ partnerName, signIn }));
  return new Map([
    ['/', fileAnswer('index.html', readFileSync(join(web, 'index.html')), alwaysAsked)],
    ['/config.json', fileAnswer('config.json', config, alwaysAsked)],
    [
      '/openapi.yaml',
      fileAnswer('openapi.yaml', readFileSync(join(folder, 'openapi.yaml')), alwaysAsked),
    ],
    // Browsers ask for it unasked.
    ['/favicon.ico', { statusCode: 204, headers: { 'cache-control': unchanging } }],
    ...readdirSync(join(web, 'assets')).map(
      (name) =>
        [
          `/assets/${name}`,
          fileAnswer(name, readFileSync(join(web, 'assets', name)), unchanging),
        ] as const,
    ),
  ]);
}

function fileAnswer(name: string, content: Buffer, cacheControl: string): Answer {
  const contentType = contentTypes.get(extname(name));
  if (contentType === undefined) throw new Error(`a file of no known type: ${name}`);
  return {
    statusCode: 200,
    headers: { 'content-type': contentType, 'cache-control': cacheControl },
    body: content.toString('base64'),
    isBase64Encoded: true,
  };
}

const contentTypes: ReadonlyMap<string, string> = new Map([
  ['.css', 'text/css; charset=utf-8'],
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.json', 'application/json'],
  ['.svg', 'image/svg+xml'],
  // RFC 9512.
  ['.yaml', 'application/yaml'],
]);
