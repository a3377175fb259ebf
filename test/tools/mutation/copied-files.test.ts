import { expect, test } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, matchesGlob, normalize } from 'node:path';
import * as v from 'valibot';

const root = join(import.meta.dirname, '../../..');

const configSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ ignorePatterns: v.array(v.string()) }),
);
const { ignorePatterns } = v.parse(
  configSchema,
  readFileSync(join(root, 'tools/mutation/stryker.config.json'), 'utf8'),
);
/** What the mutation tester copies: it runs the tests in the copy. */
const copied = ignorePatterns.flatMap((pattern) =>
  pattern.startsWith('!') ? [pattern.slice(1)] : [],
);

const imports = /^(?:import|export)(?! type\b)[^;]*?\bfrom '(?<path>\.[^']+)'/gms;

/** The modules of the project that a module loads, by their paths. */
function loadedBy(path: string): readonly string[] {
  const text = readFileSync(join(root, path), 'utf8');
  return Array.from(text.matchAll(imports), ({ groups }) =>
    normalize(join(dirname(path), groups!['path']!)),
  );
}

test('all that the domain’s tests load is copied', () => {
  const loaded = new Set(globSync('test/lambdas/domain/**/*.test.ts', { cwd: root }));
  // A Set goes on with what is added to it meanwhile.
  for (const path of loaded) for (const next of loadedBy(path)) loaded.add(next);

  expect(loaded).toContain('lambdas/domain/pack.ts');
  expect(
    [...loaded].filter((path) => !copied.some((pattern) => matchesGlob(path, pattern))),
  ).toEqual([]);
});
