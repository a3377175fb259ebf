import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { sourceName } from '../../../lambdas/domain/source-name.ts';
import { decodePath, findRoute } from '../../../lambdas/registration/routes.ts';
import { anyGenerator } from '../../support/arbitraries.ts';

const anyAction = fc.constantFrom(
  { method: 'GET', suffix: '', operation: 'getSource' },
  { method: 'POST', suffix: '/recreate', operation: 'recreateSource' },
  { method: 'POST', suffix: '/test-event', operation: 'sendTestEvent' },
);

test('every source’s path leads to it, percent-encoded or not', () => {
  fc.assert(
    fc.property(anyGenerator, anyAction, fc.boolean(), (generator, action, isEncoded) => {
      const name = sourceName('vendor.test', generator, '111122223333');
      const path = `/sources/${isEncoded ? encodeURIComponent(name) : name}${action.suffix}`;
      const route = findRoute(action.method, path);

      expect(route).toMatchObject({ kind: 'operation', operation: action.operation });
      expect(route?.kind === 'operation' && decodePath(route.parameter)).toBe(name);
    }),
  );
});

test.each(['/recreate', '/test-event'])('a generator may end in %s', (suffix) => {
  const name = sourceName('vendor.test', `acct1/repo${suffix}`, '111122223333');

  expect(findRoute('GET', `/sources/${name}`)).toMatchObject({ parameter: name });
  expect(findRoute('POST', `/sources/${name}${suffix}`)).toMatchObject({ parameter: name });
});

test('a path that is not encoded well stays as it is', () => {
  expect(findRoute('GET', '/sources/%E0%A4%A')).toMatchObject({ parameter: '%E0%A4%A' });
  expect(decodePath('%E0%A4%A')).toBe('%E0%A4%A');
});
