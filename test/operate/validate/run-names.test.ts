import * as fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { sourceName } from '../../../lambdas/domain/source-name.ts';
import { isOfSomeRun, namesOf, newRunId } from '../../../operate/validate/run-names.ts';

test('every name shows that a run has made it, and AWS takes it', () => {
  const chance = fc.double({ min: 0, max: 0.999, noNaN: true });
  fc.assert(
    fc.property(fc.infiniteStream(chance), (stream) => {
      const names = namesOf(newRunId(() => stream.next().value));
      const own = names.generator(names.tenant('a'), 'ap-southeast-7', 'events');
      const given = names.generator('acme', 'ap-southeast-7', 'events');

      expect(names.rule).toMatch(/^[.\-_A-Za-z0-9]{1,64}$/);
      expect(names.queue('ap-southeast-7')).toMatch(/^[-_A-Za-z0-9]{1,80}$/);
      expect([own, given].map(isOfSomeRun)).toEqual([true, true]);
      expect(isOfSomeRun(sourceName('vendor.example', given, '111122223333'))).toBe(true);
    }),
  );
});

test.each([
  'acme/repo',
  'fanout-validate/x',
  'acme/fanout-validate-x',
  'fanout-validate-abcdefgh2/x',
])('%s is of no run', (name) => {
  expect(isOfSomeRun(name)).toBe(false);
});
