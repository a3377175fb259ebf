import { expect, test } from '@jest/globals';
import { proxyEvent } from '../../../../local/http-api/proxy-event.ts';
import { apiEvent } from '../../../../operate/validate/api/api-event.ts';
import type { ApiRequest } from '../../../../operate/validate/api/send-api.ts';

const caller = { tenant: 'acme', tenantClaim: 'custom:tenant', host: 'api.example' };
const time = { requestId: 'request-1', nowMs: 1_795_000_000_000 };

/** The same request as local mode's API Gateway passes it on. */
function gatewayEvent({ method, path, query = {}, body }: ApiRequest) {
  const target = `${path}?${new URLSearchParams(query).toString()}`;
  const headers = { host: caller.host, ...(body && { 'content-type': 'application/json' }) };
  return proxyEvent(
    {
      method,
      target,
      headers,
      body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
      sourceIp: '127.0.0.1',
      protocol: 'HTTP/1.1',
    },
    {
      route: { method: 'ANY', path: '/sources', isAuthorized: true },
      pathParameters: {},
      path: decodeURIComponent(path),
      claims: { sub: 'fanout-validate', 'custom:tenant': 'acme' },
      ...time,
    },
  );
}

test.each<ApiRequest>([
  { method: 'GET', path: '/regions' },
  { method: 'POST', path: '/sources', body: { generator: 'acme/ü', account: '1', region: 'r' } },
  { method: 'DELETE', path: '/sources/aws.partner%2Fa%2Fb', query: { region: 'eu-west-1' } },
])('$method $path is the event that API Gateway would send', (request) => {
  const event = apiEvent(request, caller, time);
  const expected = gatewayEvent(request);

  for (const member of ['version', 'rawPath', 'rawQueryString', 'headers', 'body'] as const) {
    expect(event[member]).toEqual(expected[member]);
  }
  expect(event.queryStringParameters).toEqual(expected.queryStringParameters);
  expect(event.isBase64Encoded).toBe(false);
  expect(event.requestContext.authorizer).toEqual(expected.requestContext.authorizer);
  expect(Object.keys(event.requestContext).toSorted()).toEqual(
    Object.keys(expected.requestContext).toSorted(),
  );
  expect(event.requestContext.timeEpoch).toBe(time.nowMs);
});
