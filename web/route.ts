import type { SourceKey } from './api/source-path.ts';

/** A view of the console, as the URL's hash names it. */
export type Route =
  /** `generator`: only its sources; all when empty. */
  | { readonly view: 'sources'; readonly generator: string }
  /** The registration form, prefilled by a link. */
  | { readonly view: 'register'; readonly prefilled: Prefilled }
  | { readonly view: 'source'; readonly source: SourceKey }
  | { readonly view: 'detailTypes' }
  | { readonly view: 'detailType'; readonly detailType: string }
  | { readonly view: 'notFound' };

/** Prefilled fields of the registration form; empty where the link has none. */
export interface Prefilled {
  readonly generator: string;
  readonly account: string;
  readonly region: string;
}

/** The view that a URL's hash names. */
export function parseHash(hash: string): Route {
  const [path, query] = split(hash.replace(/^#?\/?/, ''), '?');
  const [view, rest] = split(path, '/');
  const parameters = new URLSearchParams(query);
  switch (view) {
    case '':
    case 'sources':
      return rest === ''
        ? { view: 'sources', generator: parameters.get('generator') ?? '' }
        : sourceRoute(rest);
    case 'register':
      return { view: 'register', prefilled: prefilledOf(parameters) };
    case 'detail-types':
      return detailTypeRoute(rest);
    default:
      return { view: 'notFound' };
  }
}

/** The hash that names a view. */
export function hashOf(route: Route): string {
  switch (route.view) {
    case 'sources':
      return `#/sources${queryOf({ generator: route.generator })}`;
    case 'register':
      return `#/register${queryOf({ ...route.prefilled })}`;
    case 'source':
      return `#/sources/${encodePath(route.source.region)}/${encodePath(route.source.name)}`;
    case 'detailTypes':
      return '#/detail-types';
    case 'detailType':
      return `#/detail-types/${encodeURIComponent(route.detailType)}`;
    case 'notFound':
      return '#/not-found';
  }
}

/** The empty registration form. */
export const emptyForm: Route = {
  view: 'register',
  prefilled: { generator: '', account: '', region: '' },
};

function prefilledOf(parameters: URLSearchParams): Prefilled {
  const field = (name: string) => parameters.get(name) ?? '';
  return { generator: field('generator'), account: field('account'), region: field('region') };
}

function sourceRoute(path: string): Route {
  const [region, name] = split(path, '/').map(decode);
  return region && name ? { view: 'source', source: { region, name } } : { view: 'notFound' };
}

function detailTypeRoute(encoded: string): Route {
  if (encoded === '') return { view: 'detailTypes' };
  const detailType = decode(encoded);
  return detailType === undefined ? { view: 'notFound' } : { view: 'detailType', detailType };
}

/** At the first separator. */
function split(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** Keeps slashes, so that a source's name is readable in the address bar. */
function encodePath(text: string): string {
  return encodeURIComponent(text).replaceAll('%2F', '/');
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function queryOf(fields: Readonly<Record<string, string>>): string {
  const filled = Object.entries(fields).filter(([, value]) => value !== '');
  return filled.length === 0 ? '' : `?${new URLSearchParams(filled)}`;
}
