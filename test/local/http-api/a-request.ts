import type { HttpRequest } from '../../../local/http-api/http-message.ts';

/** A request to local mode's HTTP API. */
export function aRequest(overrides: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: 'GET',
    target: '/sources',
    headers: { host: '127.0.0.1:4604', 'user-agent': 'test' },
    body: Buffer.alloc(0),
    sourceIp: '127.0.0.1',
    protocol: 'HTTP/1.1',
    ...overrides,
  };
}
