import { describe, expect, test } from '@jest/globals';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import { aMapping } from '../../support/domain-builders.ts';
import { fakeReconcile } from '../../support/reconcile-services.ts';

const minute = 60_000;

/** What a call about a poison source does: it fails at once, or after its whole time-out. */
type Poison = 'throws' | 'hangs';

const fleet = Array.from({ length: 1000 }, (_, index) =>
  aMapping({ account: String(100_000_000_000 + index), state: 'PENDING' }),
);

/** A thousand sources, all of them ACTIVE in AWS, of which some are not answered for. */
async function aFleet(poisoned: readonly number[], poison: Poison, state: Mapping['state']) {
  const mappings = fleet.map((mapping): Mapping => ({ ...mapping, state }));
  const names = new Set(poisoned.map((index) => mappings[index]!.sourceName));
  const sides = fakeReconcile({
    mappings,
    replace: ({ sources, time }) => ({
      sources: {
        ...sources,
        observe: async (region, name, timeoutMs = 10_000) => {
          if (!names.has(name)) return await sources.observe(region, name);
          if (poison === 'hangs') await time.sleep(timeoutMs);
          throw new DOMException('no answer', poison === 'hangs' ? 'TimeoutError' : 'Odd');
        },
      },
    }),
  });
  for (const { region, sourceName, account } of mappings) {
    await sides.sources.create(region, sourceName, account);
    if (state === 'PENDING') sides.sources.accept(region, sourceName);
  }
  sides.sources.calls.length = 0;
  /** The indexes of the mappings for which AWS has answered, since the last time. */
  const answered = () =>
    new Set(
      sides.sources.calls
        .splice(0)
        .filter((call) => call.startsWith('observe'))
        .map((call) => mappings.findIndex(({ sourceName }) => call.endsWith(sourceName))),
    );
  return { ...sides, answered };
}

const spread = Array.from({ length: 12 }, (_, index) => 40 + 80 * index);
const together = Array.from({ length: 12 }, (_, index) => 300 + index);
const many = Array.from({ length: 600 }, (_, index) => index);

describe.each([
  ['12 spread over a thousand', spread],
  ['12 one after another', together],
  ['the first 600', many],
] as const)('%s', (_which, poisoned) => {
  test.each([
    ['throws', 'ACTIVE'],
    ['hangs', 'ACTIVE'],
    ['throws', 'PENDING'],
    ['hangs', 'PENDING'],
  ] as const)('sources for which AWS %s, %s, stop no other', async (poison, state) => {
    const { run, answered, time, mappings } = await aFleet(poisoned, poison, state);
    for (let runs = 0; runs < 2; runs += 1) {
      const startMs = time.now();
      const report = await run({ minutes: 2 });

      expect(answered().size).toBe(1000 - poisoned.length);
      expect(time.now() - startMs).toBeLessThan(2 * minute);
      expect(report).toMatchObject({ incomplete: true, found: { gone: 0 } });
      time.advance(15 * minute);
    }
    expect(mappings.all().filter(({ retirement }) => retirement)).toEqual([]);
  });
});
