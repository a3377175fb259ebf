import type { ApiRequest } from './send-api.ts';

/** As whom a request is made. */
export interface ApiCaller {
  readonly tenant: string;
  /** The claim that names the tenant. */
  readonly tenantClaim: string;
  /** The host of the API. */
  readonly host: string;
}

/**
 * The event, in payload format 2.0, with which API Gateway would invoke the function for a request with a valid token
 * of a tenant.
 */
export function apiEvent(
  { method, path, query = {}, body }: ApiRequest,
  { tenant, tenantClaim, host }: ApiCaller,
  { requestId, nowMs }: { readonly requestId: string; readonly nowMs: number },
) {
  const rawPath = decodeURIComponent(path);
  const routeKey = `${method} ${path}`;
  const claims = { sub: nobody, [tenantClaim]: tenant };
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: { host, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    requestContext: {
      ...gateway,
      authorizer: { jwt: { claims, scopes: null } },
      domainName: host,
      http: {
        method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: nobody,
      },
      requestId,
      routeKey,
      time: new Date(nowMs).toUTCString(),
      timeEpoch: nowMs,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    isBase64Encoded: false,
  };
}

const nobody = 'fanout-validate';

const gateway = { accountId: nobody, apiId: nobody, domainPrefix: nobody, stage: '$default' };
