import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { PartnerSources } from '../../../lambdas/ports/reconcile.ts';
import type { Time } from '../../../lambdas/ports/time.ts';
import { mappingOf, sourceOf } from '../../support/customer.ts';
import { fakeReconcile } from '../../support/reconcile-services.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const regions = ['us-east-1', 'eu-west-1'];

/** What happens to every call about a source. */
const poisons = ['Odd', 'ThrottlingException', 'AccessDeniedException', 'TimeoutError'] as const;
type Poison = (typeof poisons)[number];

/** A source, whether the table knows it, and what is wrong with it. */
interface Planned {
  readonly region: number;
  readonly kind: 'PENDING' | 'ACTIVE' | 'orphan';
  readonly poison: Poison | undefined;
}

const anyPoison = fc.option(fc.constantFrom(...poisons), { nil: undefined });

/** Runs of sources of one kind, so that many poisoned ones may be adjacent. */
const anySources: fc.Arbitrary<readonly Planned[]> = fc
  .array(
    fc.tuple(
      fc.record({
        region: fc.nat({ max: regions.length - 1 }),
        kind: fc.constantFrom('PENDING', 'ACTIVE', 'ACTIVE', 'orphan'),
        poison: anyPoison,
      }),
      fc.integer({ min: 1, max: 30 }),
    ),
    { minLength: 1, maxLength: 10 },
  )
  .map((runs) => runs.flatMap(([planned, count]) => Array<Planned>(count).fill(planned)));

async function aWorld(planned: readonly Planned[]) {
  const all = planned.map(({ region, ...rest }, index) => ({
    ...rest,
    wish: { generator: `a/${1000 + index}`, account: '111111111111', region: regions[region]! },
  }));
  const poisonOf = new Map(all.map(({ wish, poison }) => [sourceOf(wish).name, poison]));
  const seen = new Set<string>();
  const sides = fakeReconcile({
    mappings: all
      .filter(({ kind }) => kind !== 'orphan')
      .map(({ wish, kind }) =>
        mappingOf(wish, { state: kind === 'ACTIVE' ? 'ACTIVE' : 'PENDING' }),
      ),
    regions,
    requestsPerSecond: 8,
    tablePageSize: 20,
    listPageSize: 20,
    policy: { orphanGraceHours: 0 },
    replace: ({ sources, time }) => ({ sources: poisoned(sources, time, poisonOf, seen) }),
  });
  for (const { wish, kind } of all) {
    const { name } = sourceOf(wish);
    await sides.sources.create(wish.region, name, wish.account);
    if (kind === 'ACTIVE') sides.sources.accept(wish.region, name);
  }
  sides.time.advance(minute);
  const healthy = all.filter(({ poison }) => poison === undefined);
  return { ...sides, seen, healthy: healthy.map(({ wish }) => sourceOf(wish).name), poisonOf };
}

function poisoned(
  sources: PartnerSources,
  { sleep }: Time,
  poisonOf: ReadonlyMap<string, Poison | undefined>,
  seen: Set<string>,
): PartnerSources {
  return {
    ...sources,
    async observe(region, name, timeoutMs = 10_000) {
      const poison = poisonOf.get(name);
      if (poison === undefined) {
        seen.add(name);
        return await sources.observe(region, name);
      }
      if (poison === 'TimeoutError') await sleep(timeoutMs);
      throw new DOMException('no answer', poison);
    },
  };
}

describe('whichever sources AWS does not answer for', () => {
  test('every run ends in its time, and three runs have checked all the others', async () => {
    await fc.assert(
      fc.asyncProperty(anySources, fc.constantFrom(1.5, 2, 14), async (planned, minutes) => {
        const world = await aWorld(planned);
        for (let runs = 0; runs < 3; runs += 1) {
          const startMs = world.time.now();
          const report = await world.run({ minutes });

          expect(world.time.now() - startMs).toBeLessThan(minutes * minute);
          expect(report.found.gone).toBe(0);
          expect(report.regionsLeft).toEqual([]);
          world.time.advance(15 * minute);
        }
        expect(world.healthy.filter((name) => !world.seen.has(name))).toEqual([]);
        expect(world.mappings.all().filter(({ retirement }) => retirement)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('each of them is counted by a run with time enough, and the oldest check goes on ageing', async () => {
    await fc.assert(
      fc.asyncProperty(anySources, async (planned) => {
        const world = await aWorld(planned);
        const first = await world.run();
        world.time.advance(day);
        const second = await world.run();

        const unanswered = planned.filter(({ poison }) => poison !== undefined);
        const aging = unanswered.filter(({ kind }) => kind !== 'orphan');
        expect(first.unanswered).toBe(unanswered.length);
        expect(second.unanswered).toBe(unanswered.length);
        expect(second.incomplete).toBe(unanswered.length > 0);
        expect(second.unansweredSources).toHaveLength(Math.min(50, unanswered.length));
        for (const { sourceName, code } of second.unansweredSources) {
          expect(code).toBe(world.poisonOf.get(sourceName));
        }
        expect(second.oldestCheckSeconds! > day / 1000).toBe(aging.length > 0);
      }),
      { numRuns: 30 },
    );
  });
});
