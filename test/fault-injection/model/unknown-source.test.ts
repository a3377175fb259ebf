import { describe, expect, test } from '@jest/globals';
import { sourceOf } from '../../support/customer.ts';
import type { FaultKind } from './faults.ts';
import type { TimedStep } from './history.ts';
import { live } from './live.ts';
import { plainSetup } from './planted-histories.ts';
import { wishes } from './wishes.ts';
import type { World } from './world.ts';

const arns = wishes.map((wish) => sourceOf(wish).arn);

const publish = (...generators: readonly string[]): TimedStep => ({
  afterSeconds: 60,
  step: {
    kind: 'publish',
    messages: generators.map((generator) => [
      { kind: 'event', generator, detailType: 'push', filling: 10, hasTime: true },
    ]),
  },
});

/** Events of two generators, of which one has two sources; then a registration again, and another event. */
async function lived(kind: FaultKind, registered: readonly number[]): Promise<World> {
  return await live({
    setup: plainSetup('short', registered),
    steps: [
      publish('a/1', 'd/1'),
      { afterSeconds: 60, step: { kind: 'register', wish: 0 } },
      publish('a/1'),
    ],
    faults: [{ at: 'put', nth: 0, kind, entry: 0 }],
    seed: 1,
  });
}

/** Of the sources of some wishes, how many events each has got. */
function takenOf({ invocations }: World, registered: readonly number[]): readonly number[] {
  const pairs = invocations.flatMap((invocation) => [...invocation.pairs]);
  return registered.map((wish) =>
    pairs
      .filter(([pair]) => pair.endsWith(` ${arns[wish]}`))
      .reduce((total, [, { taken }]) => total + taken, 0),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function countedOf({ invocations }: World) {
  const counters = invocations.flatMap((invocation) => invocation.counters ?? []);
  return {
    retiredMappings: sum(counters.map(({ retiredMappings }) => retiredMappings)),
    held: sum(counters.map(({ held }) => held.sourceGone)),
    retried: sum(counters.map(({ retried }) => retried)),
  };
}

function retiredBy({ invocations }: World): readonly string[] {
  return invocations.flatMap(({ retired }) => [...retired]);
}

describe('a source that is there, and that EventBridge says not to know', () => {
  test.each([
    { kind: 'entry of an unknown source', registered: [0, 1, 8], taken: [1, 2, 1] },
    // A request of one entry: nothing is left to divide.
    { kind: 'refused for an unknown source', registered: [0], taken: [1] },
  ] as const)(
    'loses its mapping of that generation, until it is registered again; the event is held and counted: $kind',
    async ({ kind, registered, taken }) => {
      const world = await lived(kind, registered);

      expect(world.violations).toEqual([]);
      expect(retiredBy(world)).toEqual([`${arns[0]} registered-1`]);
      expect(countedOf(world)).toEqual({ retiredMappings: 1, held: 1, retried: 0 });
      expect(takenOf(world, registered)).toEqual(taken);
      const mappings = world.registry.all().filter(({ retirement }) => retirement === undefined);
      expect(new Set(mappings.map(({ sourceArn }) => sourceArn))).toEqual(
        new Set(registered.map((wish) => arns[wish])),
      );
    },
  );

  test('loses nothing by a request of several that is refused as a whole: its parts are taken', async () => {
    const registered = [0, 1, 8];
    const world = await lived('refused for an unknown source', registered);

    expect(world.violations).toEqual([]);
    expect(retiredBy(world)).toEqual([]);
    expect(countedOf(world)).toEqual({ retiredMappings: 0, held: 0, retried: 0 });
    expect(takenOf(world, registered)).toEqual([2, 2, 1]);
  });
});
