import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { generatorProblem, tenantOf } from '../../../lambdas/domain/generator.ts';
import { anyGenerator } from '../../support/arbitraries.ts';

test.each([
  ['', 'must be <tenant>/<resource>, and names no resource'],
  ['acct1', 'must be <tenant>/<resource>, and names no resource'],
  ['/', 'must be <tenant>/<resource>, and has an empty segment'],
  ['a/b/', 'must be <tenant>/<resource>, and has an empty segment'],
  ['a/\uD800', 'holds half a character (a lone surrogate)'],
])('%j is no generator: %s', (generator, problem) => {
  expect(generatorProblem(generator)).toBe(problem);
});

test('two or more segments are a generator, and the first is its tenant', () => {
  fc.assert(
    fc.property(anyGenerator, (generator) => {
      expect(generatorProblem(generator)).toBeUndefined();
      expect(generator.startsWith(`${tenantOf(generator)}/`)).toBe(true);
      expect(tenantOf(generator)).not.toContain('/');
    }),
  );
});
