import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brandFile } from '../contract/brand.ts';
import type { PageConfig } from '../contract/page-config.ts';
import { logoTypes } from '../domain/brand/logo-types.ts';
import { pageFile, type CodedContents, type PageFile } from './page-file.ts';
import type { RegistrationSettings } from '../ports/registration-services.ts';

/** How the name of a file ends that was compressed when the function was bundled, by its content coding. */
export const compressedEndings = { br: '.br', gzip: '.gz' } as const;

/** The public files, by the path of the request. */
export type PageFiles = ReadonlyMap<string, PageFile>;

const unchanging = 'public, max-age=31536000, immutable';
const alwaysAsked = 'no-cache';

/**
 * Reads what the function serves without a token: the page, its settings and the description of the
 * API. All files are read in advance, so that no request reaches the file system. Throws when a file or
 * one of its compressed forms is missing.
 *
 * @param folder contains `web/` and `openapi.yaml`, each file with its compressed forms next to it
 * @param brandFolder what the page has of the vendor; need not be there
 */
export function readPageFiles(
  folder: string,
  { partnerName, signIn }: Pick<RegistrationSettings, 'partnerName' | 'signIn'>,
  brandFolder = '',
): PageFiles {
  const hasBrand = existsSync(brandFolder);
  const brand = hasBrand ? readFileSync(join(brandFolder, brandFile), 'utf8') : '{}';
  const rest: Omit<PageConfig, 'brand'> = { partnerName, signIn };
  const config = Buffer.from(`{"brand":${brand},${JSON.stringify(rest).slice(1)}`);
  return new Map<string, PageFile>([
    ['/', readFile(join(folder, 'web/index.html'), alwaysAsked)],
    ['/config.json', typedFile('config.json', new Map([['identity', config]]), alwaysAsked)],
    ['/openapi.yaml', readFile(join(folder, 'openapi.yaml'), alwaysAsked)],
    // Browsers request it on their own.
    ['/favicon.ico', () => ({ statusCode: 204, headers: { 'cache-control': unchanging } })],
    ...readAssets(join(folder, 'web/assets')),
    ...(hasBrand ? readAssets(join(brandFolder, 'assets')) : []),
  ]);
}

function readAssets(assets: string): readonly (readonly [path: string, file: PageFile])[] {
  return readdirSync(assets)
    .filter((name) => !Object.values<string>(compressedEndings).includes(extname(name)))
    .map((name) => [`/assets/${name}`, readFile(join(assets, name), unchanging)]);
}

function readFile(path: string, cacheControl: string): PageFile {
  const contents: CodedContents = new Map([
    ['br', readFileSync(path + compressedEndings.br)],
    ['gzip', readFileSync(path + compressedEndings.gzip)],
    ['identity', readFileSync(path)],
  ]);
  return typedFile(path, contents, cacheControl);
}

function typedFile(name: string, contents: CodedContents, cacheControl: string): PageFile {
  const contentType = contentTypes.get(extname(name));
  if (contentType === undefined) throw new Error(`a file of an unknown type: ${name}`);
  return pageFile(contents, { contentType, cacheControl });
}

const contentTypes: ReadonlyMap<string, string> = new Map([
  ['.css', 'text/css; charset=utf-8'],
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.json', 'application/json'],
  ['.svg', logoTypes.svg],
  ['.png', logoTypes.png],
  // RFC 9512.
  ['.yaml', 'application/yaml'],
]);
