import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  generatorProblem,
  misleadingGeneratorProblem,
  tenantOf,
} from '../../../lambdas/domain/generator.ts';
import { anyGenerator } from '../../support/arbitraries.ts';

test.each([
  ['', 'must be <tenant>/<resource>, and names no resource'],
  ['acct1', 'must be <tenant>/<resource>, and names no resource'],
  ['/', 'must be <tenant>/<resource>, and has an empty segment'],
  ['a/b/', 'must be <tenant>/<resource>, and has an empty segment'],
  ['a/\uD800', 'contains half a character (a lone surrogate)'],
])('%j is no generator: %s', (generator, problem) => {
  expect(generatorProblem(generator)).toBe(problem);
});

test.each([
  ['acct1/a\nb', 'holds a control character'],
  ['acct1/\u007F', 'holds a control character'],
  ['acct1/\u0085', 'holds a control character'],
  ...['\u061C', '\u200E', '\u200F', '\u202A', '\u202E', '\u2066', '\u2069'].map((control) => [
    `acct1/a${control}b`,
    'holds a character that changes the direction of text',
  ]),
  ...['acct1/ a', 'acct1 /a', ' acct1/a', 'acct1/a ', 'acct1/a\u00A0/b', 'acct1/\uFEFFa'].map(
    (generator) => [generator, 'has white space at an end of a segment'],
  ),
])('%j would be misread: it %s', (generator, problem) => {
  expect(misleadingGeneratorProblem(generator)).toBe(problem);
  expect(generatorProblem(generator)).toBeUndefined();
});

test.each(['acct1/repo1', 'größe/Repo 1', 'acct1/😀', 'acct1/ריפו', 'acct1/مستودع', 'a/b\u200Dc'])(
  '%j is read as it is',
  (generator) => {
    expect(misleadingGeneratorProblem(generator)).toBeUndefined();
  },
);

test('two or more segments are a generator, and the first is its tenant', () => {
  fc.assert(
    fc.property(anyGenerator, (generator) => {
      expect(generatorProblem(generator)).toBeUndefined();
      expect(generator.startsWith(`${tenantOf(generator)}/`)).toBe(true);
      expect(tenantOf(generator)).not.toContain('/');
    }),
  );
});
