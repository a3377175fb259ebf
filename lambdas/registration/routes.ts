/** A route of the HTTP API in front of the function, in API Gateway's terms. */
export interface HttpRoute {
  readonly method: 'ANY' | 'GET';
  readonly path: string;
  /** Whether a request needs a valid token to reach the function. */
  readonly isAuthorized: boolean;
  /**
   * The setting of large events that says how many requests a second this route takes, with twice as many at
   * once; without it, what holds for all routes holds.
   */
  readonly ratedBy?: 'fetchesPerSecond';
}

/**
 * The routes of the HTTP API, for the stack and local mode. They match every path and method, so that
 * the function also answers requests for what does not exist.
 */
export const httpRoutes: readonly HttpRoute[] = [
  { method: 'ANY', path: '/sources', isAuthorized: true },
  { method: 'ANY', path: '/sources/{proxy+}', isAuthorized: true },
  { method: 'ANY', path: '/events/{proxy+}', isAuthorized: true },
  { method: 'ANY', path: '/replays', isAuthorized: true },
  { method: 'ANY', path: '/replays/{proxy+}', isAuthorized: true },
  { method: 'ANY', path: '/regions', isAuthorized: true },
  { method: 'ANY', path: '/detail-types', isAuthorized: true },
  { method: 'ANY', path: '/detail-types/{proxy+}', isAuthorized: true },
  { method: 'ANY', path: '/catalog-exports/{proxy+}', isAuthorized: true },
  // Whoever floods it does not slow down the page.
  {
    method: 'ANY',
    path: '/payloads/{token}',
    isAuthorized: false,
    ratedBy: 'fetchesPerSecond',
  },
  { method: 'ANY', path: '/', isAuthorized: false },
  { method: 'ANY', path: '/{proxy+}', isAuthorized: false },
];

/** The operations of the API, by their ids in openapi.yaml. */
export type OperationId =
  | 'listSources'
  | 'registerSource'
  | 'getSource'
  | 'changeSource'
  | 'deleteSource'
  | 'recreateSource'
  | 'sendTestEvent'
  | 'listDeliveries'
  | 'getDelivery'
  | 'getSourceStats'
  | 'getMissed'
  | 'findEvent'
  | 'pauseSource'
  | 'resumeSource'
  | 'skipBacklog'
  | 'decideMissed'
  | 'resendEvent'
  | 'requestReplay'
  | 'listReplays'
  | 'getReplay'
  | 'cancelReplay'
  | 'listRegions'
  | 'listDetailTypes'
  | 'getDetailType'
  | 'getCatalogExport'
  | 'fetchPayload';

/** The operations for which the token of a sign-in names the tenant. */
export type TenantOperationId = Exclude<OperationId, 'fetchPayload'>;

/** A path of openapi.yaml; the group of its pattern is its parameter. */
interface ApiPath {
  readonly template: string;
  /** Of the whole path or, if `isOfEvent`, of what follows a source's name and `/deliveries/`. */
  readonly pattern: RegExp;
  readonly isOfEvent?: true;
  /** Whether it is tried only if no other path fits. */
  readonly isLast?: true;
  readonly operations: Readonly<Partial<Record<ApiMethod, OperationId>>>;
}

type ApiMethod = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** The paths of the API, the more specific ones first. A source's name contains slashes. */
export const apiPaths: readonly ApiPath[] = [
  {
    template: '/sources',
    pattern: /^\/sources$/,
    operations: { GET: 'listSources', POST: 'registerSource' },
  },
  {
    template: '/sources/{name}/recreate',
    pattern: /^\/sources\/(.+)\/recreate$/s,
    operations: { POST: 'recreateSource' },
  },
  {
    template: '/sources/{name}/test-event',
    pattern: /^\/sources\/(.+)\/test-event$/s,
    operations: { POST: 'sendTestEvent' },
  },
  {
    template: '/sources/{name}/deliveries',
    pattern: /^\/sources\/(.+(?:\/|%2F)\d{12})\/deliveries$/is,
    operations: { GET: 'listDeliveries' },
  },
  {
    template: '/sources/{name}/stats',
    pattern: /^\/sources\/(.+(?:\/|%2F)\d{12})\/stats$/is,
    operations: { GET: 'getSourceStats' },
  },
  {
    template: '/sources/{name}/missed',
    pattern: /^\/sources\/(.+(?:\/|%2F)\d{12})\/missed$/is,
    operations: { GET: 'getMissed', POST: 'decideMissed' },
  },
  {
    template: '/sources/{name}/pause',
    pattern: /^\/sources\/(.+)\/pause$/s,
    operations: { POST: 'pauseSource' },
  },
  {
    template: '/sources/{name}/resume',
    pattern: /^\/sources\/(.+)\/resume$/s,
    operations: { POST: 'resumeSource' },
  },
  {
    template: '/sources/{name}/skip-backlog',
    pattern: /^\/sources\/(.+)\/skip-backlog$/s,
    operations: { POST: 'skipBacklog' },
  },
  {
    template: '/sources/{name}/deliveries/{event}/resend',
    pattern: /^(.+)\/resend$/s,
    isOfEvent: true,
    operations: { POST: 'resendEvent' },
  },
  {
    template: '/replays',
    pattern: /^\/replays$/,
    operations: { GET: 'listReplays', POST: 'requestReplay' },
  },
  {
    template: '/replays/{id}/cancel',
    pattern: /^\/replays\/([^/]+)\/cancel$/,
    operations: { POST: 'cancelReplay' },
  },
  {
    template: '/replays/{id}',
    pattern: /^\/replays\/([^/]+)$/,
    operations: { GET: 'getReplay' },
  },
  {
    template: '/sources/{name}/deliveries/{event}',
    pattern: /^(.+)$/s,
    isOfEvent: true,
    operations: { GET: 'getDelivery' },
  },
  {
    template: '/events/{id}',
    pattern: /^\/events\/(.+)$/s,
    operations: { GET: 'findEvent' },
  },
  {
    template: '/sources/{name}',
    pattern: /^\/sources\/(.+)$/s,
    isLast: true,
    operations: { GET: 'getSource', PATCH: 'changeSource', DELETE: 'deleteSource' },
  },
  { template: '/regions', pattern: /^\/regions$/, operations: { GET: 'listRegions' } },
  {
    template: '/detail-types',
    pattern: /^\/detail-types$/,
    operations: { GET: 'listDetailTypes' },
  },
  {
    template: '/detail-types/{detailType}',
    pattern: /^\/detail-types\/(.+)$/s,
    operations: { GET: 'getDetailType' },
  },
  {
    template: '/catalog-exports/{file}',
    pattern: /^\/catalog-exports\/([^/]+)$/,
    operations: { GET: 'getCatalogExport' },
  },
  {
    template: '/payloads/{token}',
    pattern: /^\/payloads\/([^/]+)$/,
    operations: { GET: 'fetchPayload' },
  },
];

/** What was found for a request of the API. */
export type FoundRoute = OperationRoute | NotAllowed;

/** An operation, and the parameters in its path as they arrived. */
export interface OperationRoute {
  readonly kind: 'operation';
  readonly operation: OperationId;
  /** Empty where the path has none. */
  readonly parameter: string;
  /** The id of the event, in the path of a source's delivery. */
  readonly event?: string;
}

/** The same, for an operation on what is a tenant's. */
export type TenantRoute = OperationRoute & { readonly operation: TenantOperationId };

/** Whether a route leads to what is a tenant's. */
export function isOfTenant(route: OperationRoute): route is TenantRoute {
  return route.operation !== 'fetchPayload';
}

interface NotAllowed {
  readonly kind: 'methodNotAllowed';
  readonly allowed: readonly string[];
}

/** A request's operation, as {@link findReadings} finds it first. */
export function findRoute(method: string, rawPath: string): FoundRoute | undefined {
  const found = findReadings(method, rawPath);
  return 'kind' in found ? found : found[0];
}

/**
 * The operations that a request can mean by its path, percent-decoded or not; none for a path that is not
 * the API's. HEAD finds what GET does. There are several where the id of an event reads like a part of a
 * path, because API Gateway decodes the path: `N/deliveries/x/111122223333` is an event of the source N, or
 * the name of a source. All of them are of the same tenant. The first one that exists is meant.
 */
export function findReadings(
  method: string,
  rawPath: string,
): NotAllowed | readonly OperationRoute[] {
  const wanted = method === 'HEAD' ? 'GET' : method;
  const fitting = fittingPaths(rawPath);
  const readings = fitting.flatMap(({ path: { operations }, parameters }) => {
    const [, operation] = Object.entries(operations).find(([allowed]) => allowed === wanted) ?? [];
    return operation === undefined ? [] : [routeTo(operation, parameters)];
  });
  const [first] = fitting;
  if (first === undefined || readings.length > 0) return readings;
  const methods = Object.keys(first.path.operations);
  return { kind: 'methodNotAllowed', allowed: withHead(methods) };
}

function routeTo(
  operation: OperationId,
  [parameter = '', event]: readonly string[],
): OperationRoute {
  return { kind: 'operation', operation, parameter, ...(event !== undefined && { event }) };
}

interface FittingPath {
  readonly path: ApiPath;
  readonly parameters: readonly string[];
}

function fittingPaths(rawPath: string): readonly FittingPath[] {
  const fitting = apiPaths.flatMap((path) => {
    const raw = parametersIn(path, rawPath);
    const found = raw.length > 0 ? raw : parametersIn(path, decodePath(rawPath));
    return found.map((parameters) => ({ path, parameters }));
  });
  const others = fitting.filter(({ path }) => path.isLast !== true);
  if (others.length === 0) return fitting;
  // A path that ends like the name of a source is the name of one first.
  return endsLikeSource.test(rawPath)
    ? [...fitting.filter(({ path }) => path.isLast), ...others]
    : others;
}

const endsLikeSource = /(?:\/|%2F)\d{12}$/i;
const sources = '/sources/';
const deliveries = '/deliveries/';

/** The parameters of a path, for each way to read it. */
function parametersIn({ pattern, isOfEvent }: ApiPath, path: string): readonly string[][] {
  if (isOfEvent === true) {
    return eventsIn(path).flatMap(([name, rest]) => {
      const match = pattern.exec(rest);
      return match === null ? [] : [[name, match[1] ?? '']];
    });
  }
  const match = pattern.exec(path);
  return match === null ? [] : [match.slice(1)];
}

/** A path as the name of a source and what follows `/deliveries/`, the longest name first. */
function eventsIn(path: string): readonly (readonly [name: string, rest: string])[] {
  if (!path.startsWith(sources)) return [];
  const found: [string, string][] = [];
  for (let at = path.lastIndexOf(deliveries); at > 0; at = path.lastIndexOf(deliveries, at - 1)) {
    const name = path.slice(sources.length, at);
    if (endsLikeSource.test(name)) found.push([name, path.slice(at + deliveries.length)]);
  }
  return found;
}

/** Allowed methods, with HEAD where GET is. */
export function withHead(methods: readonly string[]): readonly string[] {
  return methods.flatMap((method) => (method === 'GET' ? [method, 'HEAD'] : [method]));
}

/** A path or a part of it without its percent-encoding, or unchanged if the encoding is not valid. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
