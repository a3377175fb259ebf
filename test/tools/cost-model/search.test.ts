import { describe, expect, test } from '@jest/globals';
import { goalsOf } from '../../../tools/cost-model/benchmark.ts';
import { scenarios } from '../../../tools/cost-model/scenarios.ts';
import {
  candidates,
  cheapestBy,
  judge,
  optimumOf,
  regretOf,
  type Candidate,
} from '../../../tools/cost-model/search.ts';
import { stackSettings } from '../../../tools/cost-model/settings.ts';
import { replayDeployment } from '../../../lambdas/settings/deployment.ts';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import { mostRequestsPerSecond } from '../../../lambdas/settings/fleet.ts';

const stack = judge(stackSettings('cost'), 'cost');
const all = candidates('cost');

function aCandidate(dollars: (index: number) => number, ...failings: string[]): Candidate {
  return {
    settings: stack.settings,
    dollars: scenarios.map((_, index) => dollars(index)),
    failings,
  };
}

describe('the optimum', () => {
  test('is the least above the cheapest, of those that meet every demand', () => {
    const cheapButLate = aCandidate(() => 1, 'delay');
    const dearOnce = aCandidate((index) => (index === 0 ? 4 : 2));
    const even = aCandidate((index) => (index === 0 ? 3 : 3));
    const some = [cheapButLate, dearOnce, even];

    expect(cheapestBy(some)).toEqual(scenarios.map((_, index) => (index === 0 ? 3 : 2)));
    expect(regretOf(dearOnce, cheapestBy(some))).toBeCloseTo(4 / 3);
    expect(regretOf(even, cheapestBy(some))).toBeCloseTo(3 / 2);
    expect(optimumOf(some)).toBe(dearOnce);
    expect(() => optimumOf([cheapButLate])).toThrow('no settings meet the demands');
  });

  test.each(['latency', 'cost'] as const)(
    'is what the stack uses for %s, or next to it',
    (prefer) => {
      const ofStack = judge(stackSettings(prefer), prefer);
      const goals = goalsOf(prefer, ofStack, candidates(prefer));

      expect(goals.map(({ text, isReached }) => [text, isReached])).toEqual([
        [`${prefer}: the stack's settings meet every demand`, true],
        [expect.stringContaining('times that of the optimum'), true],
      ]);
    },
  );

  test('of latency is late with a window, and does not hold 14,000 events a second', () => {
    const { settings } = judge(stackSettings('latency'), 'latency');
    const gathered = { ...settings, fanOut: { ...settings.fanOut, batchWindowSeconds: 1 } };

    expect(judge(gathered, 'latency').failings).toContain('delay');
    expect(judge(settings, 'cost').failings).toContain('events a second');
  });

  test('is not held to be reached by settings that are dear or late', () => {
    const dear = { ...stack, dollars: stack.dollars.map((one) => 2 * one) };
    const late = judge(
      {
        ...stack.settings,
        fanOut: { ...stack.settings.fanOut, batchWindowSeconds: 3 },
      },
      'cost',
    );

    expect(goalsOf('cost', dear, all).map(({ isReached }) => isReached)).toEqual([true, false]);
    expect(late.failings).toContain('delay');
    expect(goalsOf('cost', late, all)[0]!.isReached).toBe(false);
  });

  test('is looked for among fleets within the quota', () => {
    for (const { settings } of [...all, ...candidates('latency')]) {
      const { fanOut, retry } = settings;
      const requests = mostRequestsPerSecond(
        {
          maximumConcurrency: {
            'fan-out': fanOut.maximumConcurrency,
            retry: retry.maximumConcurrency,
            replay: replayDeployment.maximumConcurrency,
          },
          callsInFlightPerRegion: {
            'fan-out': fanOut.callsInFlight,
            retry: retry.callsInFlight,
            replay: replayDeployment.callsInFlightPerRegion,
          },
        },
        { ...standardSettings.quotas, dataPlanes: 1 },
      );
      expect(requests).toBeLessThanOrEqual(standardSettings.quotas.putPartnerEventsPerSecond);
    }
  });
});
