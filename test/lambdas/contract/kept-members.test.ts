import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readKeptMembers, writeKeptMembers } from '../../../lambdas/contract/kept-members.ts';
import { anyText } from '../../support/arbitraries.ts';

const anyNames = fc.uniqueArray(fc.oneof(anyText, fc.constantFrom('__proto__', 'constructor')));

test('what is written is read, but for types that keep nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyText, anyNames)), (entries) => {
      const kept = new Map(entries);
      const some = [...kept].filter(([, names]) => names.length > 0);

      expect([...readKeptMembers(writeKeptMembers(kept))]).toEqual(some);
    }),
  );
});
