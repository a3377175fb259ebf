import { describe, expect, test } from '@jest/globals';
import { proxyEvent, type ProxyContext } from '../../../local/http-api/proxy-event.ts';
import { aRequest } from './a-request.ts';

function aContext(overrides: Partial<ProxyContext> = {}): ProxyContext {
  return {
    route: { method: 'ANY', path: '/sources', isAuthorized: true },
    pathParameters: {},
    path: '/sources',
    claims: { tenant: 'acme' },
    requestId: 'r1',
    nowMs: Date.UTC(2026, 10, 21, 19, 0, 5, 123),
    ...overrides,
  };
}

test('an event describes the request as API Gateway does', () => {
  expect(proxyEvent(aRequest(), aContext())).toEqual({
    version: '2.0',
    routeKey: 'ANY /sources',
    rawPath: '/sources',
    rawQueryString: '',
    headers: { host: '127.0.0.1:4604', 'user-agent': 'test' },
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      authorizer: { jwt: { claims: { tenant: 'acme' }, scopes: null } },
      domainName: '127.0.0.1:4604',
      domainPrefix: 'local',
      http: {
        method: 'GET',
        path: '/sources',
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'test',
      },
      requestId: 'r1',
      routeKey: 'ANY /sources',
      stage: '$default',
      time: '21/Nov/2026:19:00:05 +0000',
      timeEpoch: Date.UTC(2026, 10, 21, 19, 0, 5, 123),
    },
    isBase64Encoded: false,
  });
});

test('a route without authorizer has no claims, whatever token came', () => {
  const event = proxyEvent(aRequest(), aContext({ claims: undefined }));
  expect(event.requestContext).not.toHaveProperty('authorizer');
});

test('the path is decoded, and its variable is separate', () => {
  const pathParameters = { proxy: 'aws.partner/x' };
  const context = aContext({ path: '/sources/aws.partner/x', pathParameters });
  expect(proxyEvent(aRequest({ target: '/sources/aws.partner%2Fx' }), context)).toMatchObject({
    rawPath: '/sources/aws.partner/x',
    pathParameters,
  });
});

test.each([
  ['/x?a=1&b=2', 'a=1&b=2', { a: '1', b: '2' }],
  ['/x?a=1&a=2', 'a=1&a=2', { a: '1,2' }],
  ['/x?a=%2F+b', 'a=%2F+b', { a: '/ b' }],
  ['/x?a', 'a', { a: '' }],
  ['/x?a=1?b', 'a=1?b', { a: '1?b' }],
  ['/x?', '', undefined],
  ['/x?__proto__=1', '__proto__=1', JSON.parse('{"__proto__":"1"}')],
])('the query of %s is there raw and decoded', (target, raw, parameters) => {
  const event = proxyEvent(aRequest({ target }), aContext());
  expect(event.rawQueryString).toBe(raw);
  expect(JSON.stringify(event.queryStringParameters)).toBe(JSON.stringify(parameters));
});

test('cookies are separate from the other headers', () => {
  const event = proxyEvent(
    aRequest({ headers: { cookie: 'a=1; b=2', accept: '*/*' } }),
    aContext(),
  );
  expect(event.cookies).toEqual(['a=1', 'b=2']);
  expect(event.headers).toEqual({ accept: '*/*' });
  expect(proxyEvent(aRequest(), aContext())).not.toHaveProperty('cookies');
});

describe('a body', () => {
  test.each([
    ['application/json', false],
    ['application/json; charset=utf-8', false],
    ['Application/JSON', false],
    ['application/problem+json', false],
    ['text/plain', false],
    ['application/octet-stream', true],
    ['application/x-www-form-urlencoded', true],
    [undefined, true],
  ])('of the type %s: in base64 %s', (contentType, isBase64Encoded) => {
    const headers = contentType === undefined ? {} : { 'content-type': contentType };
    const event = proxyEvent(aRequest({ headers, body: Buffer.from('größe') }), aContext());
    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    const read = Buffer.from(event.body ?? '', isBase64Encoded ? 'base64' : 'utf8').toString();
    expect(read).toBe('größe');
  });

  test('of no byte is none', () => {
    expect(proxyEvent(aRequest(), aContext())).not.toHaveProperty('body');
  });
});
