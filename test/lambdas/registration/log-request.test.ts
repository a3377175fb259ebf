import { expect, test } from '@jest/globals';
import { logRequest } from '../../../lambdas/registration/log-request.ts';
import { fakeLog } from '../../support/fake-log.ts';
import { anHttpApiEvent } from '../../support/http-api-events.ts';

function logged(method: string, path: string) {
  const log = fakeLog();
  const event = anHttpApiEvent({ method, path, query: { tenant: 'acct1' } });
  logRequest(event, { statusCode: 404, headers: {} }, log);
  return log.lines;
}

test('a request of the API is logged with its path and status, and without its query', () => {
  expect(logged('GET', '/sources/a/b')).toEqual([
    {
      level: 'info',
      message: 'a request was answered',
      fields: { requestId: 'request-1', method: 'GET', path: '/sources/a/b', status: 404 },
    },
  ]);
});

test.each([
  ['a link to a payload', 'GET', '/payloads/a.b.c'],
  ['one asked for by HEAD', 'HEAD', '/payloads/a.b.c'],
  ['one asked for in a wrong way', 'POST', '/payloads/a.b.c'],
  ['what looks like a link', 'GET', '/payloads/a.b.c/'],
  ['what somebody made of one', 'GET', '/v1/payloads/a.b.c'],
  ['a file of the page', 'GET', '/assets/page.js'],
])('%s is not logged: its path is secret, or of no use', (_, method, path) => {
  expect(logged(method, path)).toEqual([]);
});
