import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../../emulator/faults/random.ts';
import { killAtRandom, type KillPlan } from './kill-at-random.ts';

/** A plan on a virtual clock, ten events a second; `killed` has each victim and how many events were fed then. */
function aPlan(other: Partial<KillPlan> = {}) {
  const killed: { processId: number; fed: number }[] = [];
  let nowMs = 0;
  let lastId = 3;
  const alive = new Set([1, 2, 3]);
  const fed = () => Math.floor(nowMs / 100);
  const plan: KillPlan = {
    kills: 50,
    events: 1_000,
    fed,
    random: seededRandom(1),
    processIds: () => [...alive],
    kill(processId) {
      killed.push({ processId, fed: fed() });
      alive.delete(processId);
      alive.add((lastId += 1));
    },
    sleep: async (milliseconds) => {
      nowMs += milliseconds;
    },
    signal: new AbortController().signal,
    ...other,
  };
  return { plan, killed };
}

describe('killing at random', () => {
  test('kills as often as asked, spread over the events', async () => {
    const { plan, killed } = aPlan();
    await expect(killAtRandom(plan)).resolves.toBe(50);
    const moments = killed.map(({ fed }) => fed);
    expect(moments.filter((fed) => fed < 500).length).toBeGreaterThan(10);
    expect(moments.filter((fed) => fed >= 500).length).toBeGreaterThan(10);
  });

  test('chooses the same moments and victims for the same seed', async () => {
    const [one, other] = [aPlan(), aPlan()];
    await Promise.all([killAtRandom(one.plan), killAtRandom(other.plan)]);
    expect(one.killed).toStrictEqual(other.killed);
  });

  test('kills no process twice, though it may still be listed', async () => {
    const killed: number[] = [];
    const { plan } = aPlan({
      kills: 3,
      processIds: () => [1, 2, 3],
      kill: (id) => void killed.push(id),
    });
    await killAtRandom(plan);
    expect(killed).toHaveLength(3);
    expect(new Set(killed)).toStrictEqual(new Set([1, 2, 3]));
  });

  test('waits for a process while there is none, and stops on request', async () => {
    const stopping = new AbortController();
    let looks = 0;
    const { plan } = aPlan({
      kills: 1,
      events: 0,
      processIds: () => [],
      sleep: async () => {
        looks += 1;
        if (looks === 100) stopping.abort();
      },
      signal: stopping.signal,
    });
    await expect(killAtRandom(plan)).resolves.toBe(0);
    expect(looks).toBe(100);
  });
});
