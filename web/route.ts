import { queryOf, type SourceKey } from './api/source-path.ts';
import {
  everySource,
  sourceQueryFields,
  sourceQueryOf,
  type SourceQuery,
} from './sources/source-query.ts';
import { filterFields, filterOf, type DeliveryFilter } from './deliveries/delivery-filter.ts';

/** A view of the console, as the URL's hash names it. */
export type Route =
  | SourcesRoute
  /** The registration form, prefilled by a link. */
  | { readonly view: 'register'; readonly prefilled: Prefilled }
  | SourceRoute
  | { readonly view: 'detailTypes' }
  | { readonly view: 'detailType'; readonly detailType: string }
  | { readonly view: 'notFound' };

/** The list of sources. */
export type SourcesRoute = SourceQuery & { readonly view: 'sources' };

/** A tab of a source's view. */
export type SourceRoute =
  | { readonly view: 'source'; readonly source: SourceKey }
  | DeliveriesRoute
  /** `replay`: the id of the one that a link leads to; empty for none. */
  | { readonly view: 'replays'; readonly source: SourceKey; readonly replay: string };

/** What became of a source's events. */
export interface DeliveriesRoute {
  readonly view: 'deliveries';
  readonly source: SourceKey;
  readonly filter: DeliveryFilter;
  /** The id of the event whose delivery is open; empty for none. */
  readonly open: string;
}

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
        ? { view: 'sources', ...sourceQueryOf(parameters) }
        : sourceRoute(rest, parameters);
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
      return `#/sources${queryOf(sourceQueryFields(route))}`;
    case 'register':
      return `#/register${queryOf({ ...route.prefilled })}`;
    case 'source':
      return sourceHash(route.source);
    case 'deliveries':
      return sourceHash(route.source, {
        tab: 'deliveries',
        ...filterFields(route.filter),
        open: route.open,
      });
    case 'replays':
      return sourceHash(route.source, { tab: 'replays', replay: route.replay });
    case 'detailTypes':
      return '#/detail-types';
    case 'detailType':
      return `#/detail-types/${encodeURIComponent(route.detailType)}`;
    case 'notFound':
      return '#/not-found';
  }
}

/** What a view is the same by while its tab, its filter or what is open in it changes. */
export function viewKeyOf(route: Route): string {
  if (route.view === 'sources') return hashOf({ ...allSources, generator: route.generator });
  return 'source' in route ? sourceHash(route.source) : hashOf(route);
}

/** The list of all sources. */
export const allSources: SourcesRoute = { view: 'sources', ...everySource };

/** The empty registration form. */
export const emptyForm: Route = {
  view: 'register',
  prefilled: { generator: '', account: '', region: '' },
};

function prefilledOf(parameters: URLSearchParams): Prefilled {
  const field = (name: string) => parameters.get(name) ?? '';
  return { generator: field('generator'), account: field('account'), region: field('region') };
}

function sourceRoute(path: string, parameters: URLSearchParams): Route {
  const [region, name] = split(path, '/').map(decode);
  if (!region || !name) return { view: 'notFound' };
  const source = { region, name };
  const tab = parameters.get('tab') ?? '';
  switch (tab) {
    case 'deliveries':
      return {
        view: 'deliveries',
        source,
        filter: filterOf(parameters),
        open: parameters.get('open') ?? '',
      };
    case 'replays':
      return { view: 'replays', source, replay: parameters.get('replay') ?? '' };
    default:
      return { view: 'source', source };
  }
}

function sourceHash(
  { region, name }: SourceKey,
  fields: Readonly<Record<string, string>> = {},
): string {
  return `#/sources/${encodePath(region)}/${encodePath(name)}${queryOf(fields)}`;
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
