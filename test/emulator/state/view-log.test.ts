import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { ViewLog } from '../../../emulator/state/view-log.ts';

test('what is selected is what a plain list would give, however much was forgotten or cleared', () => {
  const step = fc.oneof(
    { weight: 20, arbitrary: fc.record({ push: fc.integer({ min: 1, max: 5 }) }) },
    { weight: 1, arbitrary: fc.constant('clear' as const) },
  );
  const selection = fc.record({
    after: fc.nat(60),
    limit: fc.nat(60),
    parity: fc.nat(1),
    maxBytes: fc.nat(20),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), selection, (steps, { parity, ...asked }) => {
      const log = new ViewLog<{ bytes: number }>(20, ({ bytes }) => bytes);
      let all: { sequence: number; item: { bytes: number } }[] = [];
      let sequence = 0;
      for (const one of steps) {
        if (one === 'clear') {
          log.clear();
          all = [];
        } else {
          const item = { bytes: one.push };
          const forgotten = log.push(item);
          sequence += 1;
          all = [...all, { sequence, item }].slice(forgotten);
        }
      }
      const isWanted = ({ bytes }: { bytes: number }) => bytes % 2 === parity;
      const wanted = all.filter((one) => one.sequence > asked.after && isWanted(one.item));
      const some = wanted.slice(Math.max(0, wanted.length - asked.limit));
      const fits = (from: number) =>
        some.slice(from).reduce((sum, { item }) => sum + item.bytes, 0) <= asked.maxBytes;
      // The newest is always among them.
      const first = some.findIndex((_, at) => at === some.length - 1 || fits(at));
      const newest = some.slice(Math.max(0, first));

      expect(log.select({ ...asked, isWanted })).toEqual(newest);
      expect(log.snapshot()).toEqual(all.map(({ item }) => item));
      expect(all.reduce((sum, { item }) => sum + item.bytes, 0)).toBeLessThanOrEqual(20);
    }),
  );
});
