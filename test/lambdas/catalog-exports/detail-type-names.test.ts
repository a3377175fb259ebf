import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { detailTypeNames } from '../../../lambdas/catalog-exports/detail-type-names.ts';

it('makes identifiers of detail types', () => {
  expect(
    Object.fromEntries(detailTypeNames(['issues.opened', '2fa enabled', '…', 'large'])),
  ).toEqual({
    'issues.opened': 'IssuesOpened',
    '2fa enabled': 'Type2FaEnabled',
    '…': 'Type',
    large: 'Large2',
  });
});

it('gives each detail type a name of its own, by the detail types alone', () => {
  const detailTypes = fc.uniqueArray(
    fc.string({ unit: fc.constantFrom('a', 'A', '.', '1', 'é') }),
    {
      maxLength: 20,
    },
  );

  fc.assert(
    fc.property(detailTypes, (some) => {
      const names = detailTypeNames(some);
      const values = [...names.values()];

      expect(new Set(values.map((name) => name.toLowerCase())).size).toBe(some.length);
      for (const name of values) expect(name).toMatch(/^[A-Z][A-Za-z0-9]*$/);
      expect(detailTypeNames(some.toReversed())).toEqual(names);
    }),
  );
});
