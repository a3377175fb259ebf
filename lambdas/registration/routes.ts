/** A route of the HTTP API in front of the function, in API Gateway's terms. */
export interface HttpRoute {
  readonly method: 'ANY' | 'GET';
  readonly path: string;
  /** Whether a request needs a valid token to reach the function. */
  readonly isAuthorized: boolean;
}

/**
 * The routes of the HTTP API, for the stack and local mode. They match every path and method, so that
 * the function also answers requests for what does not exist.
 */
export const httpRoutes: readonly HttpRoute[] = [
  { method: 'ANY', path: '/sources', isAuthorized: true },
  { method: 'ANY', path: '/sources/{proxy+}', isAuthorized: true },
  { method: 'ANY', path: '/replays', isAuthorized: true },
  { method: 'ANY', path: '/replays/{proxy+}', isAuthorized: true },
  { method: 'ANY', path: '/regions', isAuthorized: true },
  { method: 'ANY', path: '/detail-types', isAuthorized: true },
  { method: 'ANY', path: '/detail-types/{proxy+}', isAuthorized: true },
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
  | 'getDetailType';

/** A path of openapi.yaml; the group of its pattern is its parameter. */
interface ApiPath {
  readonly template: string;
  readonly pattern: RegExp;
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
    template: '/sources/{name}/missed',
    pattern: /^\/sources\/(.+)\/missed$/s,
    operations: { POST: 'decideMissed' },
  },
  {
    template: '/sources/{name}/deliveries/{event}/resend',
    // A name ends with an account and an id may contain anything, so the first of the two that fit ends it.
    pattern: /^\/sources\/(.+?(?:\/|%2F)\d{12})\/deliveries\/(.+)\/resend$/is,
    operations: { POST: 'resendEvent' },
  },
  {
    template: '/replays',
    pattern: /^\/replays$/,
    operations: { GET: 'listReplays', POST: 'requestReplay' },
  },
  {
    template: '/replays/{id}/cancel',
    pattern: /^\/replays\/(.+)\/cancel$/s,
    operations: { POST: 'cancelReplay' },
  },
  {
    template: '/replays/{id}',
    pattern: /^\/replays\/(.+)$/s,
    operations: { GET: 'getReplay' },
  },
  {
    template: '/sources/{name}',
    pattern: /^\/sources\/(.+)$/s,
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
];

/** What was found for a request of the API. */
export type FoundRoute =
  /** `parameter`: the name in the path, as it arrived; empty where there is none. */
  | {
      readonly kind: 'operation';
      readonly operation: OperationId;
      readonly parameter: string;
      /** The event in the path, as it arrived. */
      readonly event?: string;
    }
  | { readonly kind: 'methodNotAllowed'; readonly allowed: readonly string[] };

/**
 * Finds a request's operation by its path, percent-decoded or not; undefined for a path that is not
 * the API's. HEAD finds what GET does.
 */
export function findRoute(method: string, rawPath: string): FoundRoute | undefined {
  for (const { pattern, operations } of apiPaths) {
    const match = pattern.exec(rawPath) ?? pattern.exec(decodePath(rawPath));
    if (match === null) continue;
    const methods = Object.entries(operations);
    const wanted = method === 'HEAD' ? 'GET' : method;
    const operation = methods.find(([allowed]) => allowed === wanted)?.[1];
    return operation === undefined
      ? { kind: 'methodNotAllowed', allowed: withHead(methods.map(([allowed]) => allowed)) }
      : {
          kind: 'operation',
          operation,
          parameter: match[1] ?? '',
          ...(match[2] !== undefined && { event: match[2] }),
        };
  }
  return undefined;
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
