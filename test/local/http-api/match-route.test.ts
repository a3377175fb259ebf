import { describe, expect, test } from '@jest/globals';
import { httpRoutes } from '../../../lambdas/registration/routes.ts';
import { matchRoute } from '../../../local/http-api/match-route.ts';

function routeKey(method: string, path: string): string | undefined {
  const matched = matchRoute(httpRoutes, method, path);
  return matched && `${matched.route.method} ${matched.route.path}`;
}

describe('the route of a request', () => {
  test.each([
    ['GET', '/', 'ANY /'],
    ['GET', '/sources', 'ANY /sources'],
    ['POST', '/sources', 'ANY /sources'],
    ['DELETE', '/sources/aws.partner/x/y', 'ANY /sources/{proxy+}'],
    ['GET', '/sources/a b', 'ANY /sources/{proxy+}'],
    ['GET', '/detail-types/issues.opened', 'ANY /detail-types/{proxy+}'],
    ['GET', '/catalog-exports/events.d.ts', 'ANY /catalog-exports/{proxy+}'],
    ['GET', '/assets/page.js', 'ANY /{proxy+}'],
    ['GET', '/payloads/a.b-c_d', 'ANY /payloads/{token}'],
    ['HEAD', '/payloads/a', 'ANY /payloads/{token}'],
    ['GET', '/payloads/', 'ANY /{proxy+}'],
    ['GET', '/payloads/a/b', 'ANY /{proxy+}'],
    ['GET', '/sourcesandmore', 'ANY /{proxy+}'],
    ['GET', '/sources/', 'ANY /{proxy+}'],
    ['POST', '/', 'ANY /'],
    ['POST', '/regions', 'ANY /regions'],
    ['HEAD', '/', 'ANY /'],
    ['get', '/nowhere', 'ANY /{proxy+}'],
  ])('%s %s is %s', (method, path, key) => {
    expect(routeKey(method, path)).toBe(key);
  });

  test('is the most specific one, in any order', () => {
    for (const routes of [httpRoutes, httpRoutes.toReversed()]) {
      const key = (path: string) => matchRoute(routes, 'GET', path)?.route.path;
      expect(['/sources', '/sources/x', '/x'].map(key)).toEqual([
        '/sources',
        '/sources/{proxy+}',
        '/{proxy+}',
      ]);
    }
  });

  test('is none where none has the path, or none the method', () => {
    const routes = [{ method: 'GET', path: '/x', isAuthorized: false }] as const;
    expect(matchRoute(routes, 'GET', '/y')).toBeUndefined();
    expect(matchRoute(routes, 'POST', '/x')).toBeUndefined();
    expect(matchRoute(routes, 'get', '/x')).toBeUndefined();
  });

  test('prefers its method to ANY', () => {
    const both = [
      { method: 'ANY', path: '/x', isAuthorized: true },
      { method: 'GET', path: '/x', isAuthorized: false },
    ] as const;
    expect(matchRoute(both, 'GET', '/x')?.route).toBe(both[1]);
    expect(matchRoute(both, 'POST', '/x')?.route).toBe(both[0]);
  });

  test('prefers an exact path to one with a variable, and that to a greedy one', () => {
    const routes = ['/x/{rest+}', '/x/{one}', '/x/y'].map((path) => ({
      method: 'ANY' as const,
      path,
      isAuthorized: false,
    }));
    const matched = (path: string) => matchRoute(routes, 'GET', path);

    expect(matched('/x/y')).toMatchObject({ route: { path: '/x/y' }, pathParameters: {} });
    expect(matched('/x/z')).toMatchObject({ pathParameters: { one: 'z' } });
    expect(matched('/x/z/y')).toMatchObject({ pathParameters: { rest: 'z/y' } });
  });

  test('gives the greedy variable all that is left', () => {
    const { pathParameters } = matchRoute(httpRoutes, 'GET', '/sources/a/b%c') ?? {};
    expect(pathParameters).toEqual({ proxy: 'a/b%c' });
    expect(matchRoute(httpRoutes, 'GET', '/sources')?.pathParameters).toEqual({});
  });
});
