import { describe, expect, jest, test } from '@jest/globals';
import { parseFairnessOptions } from './fairness/options.ts';
import { giveWay, isFair } from './fairness/report.ts';
import { simulateFlood, type Flood } from './fairness/simulate-flood.ts';

// Minutes pass in seconds, on an idle machine.
jest.setTimeout(60_000);

describe('a tenant that floods the queue at 100 times the rate of the others', () => {
  // EventBridge is ten times as slow as it should be, so that few events are a flood.
  const flood: Flood = {
    tenants: 20,
    rate: 25,
    times: 100,
    seconds: 10,
    isGrouped: true,
    callMs: 500,
    seed: 3,
  };

  test('does not double the delay of the others, and would without message groups', async () => {
    const unloaded = await simulateFlood({ ...flood, times: 0 });
    const grouped = await simulateFlood(flood);
    const ungrouped = await simulateFlood({ ...flood, isGrouped: false });

    expect(grouped.accepted).toBe(20 * 25 * 10 + 100 * 25 * 10);
    expect(grouped.peakBacklog).toBeGreaterThan(5_000);
    expect(grouped.others.p99).toBeLessThanOrEqual(2 * unloaded.others.p99);
    expect(ungrouped.others.p99).toBeGreaterThan(2 * unloaded.others.p99);
    expect(isFair({ unloaded, grouped, ungrouped })).toBe(true);
    expect(isFair({ unloaded, grouped: ungrouped, ungrouped })).toBe(false);
  });
});

describe('replays of long ranges', () => {
  const flood: Flood = {
    tenants: 20,
    rate: 25,
    times: 100,
    seconds: 8,
    isGrouped: true,
    callMs: 500,
    seed: 3,
  };
  const replayedRange = 1_000_000;

  test('hold no live event up, with a flood and without', async () => {
    const unloaded = await simulateFlood({ ...flood, times: 0 });
    const grouped = await simulateFlood(flood);
    const unloadedBeside = await simulateFlood({ ...flood, times: 0, replayedRange });
    const groupedBeside = await simulateFlood({ ...flood, replayedRange });

    expect(unloadedBeside.replayed).toBeGreaterThan(300);
    expect(giveWay({ unloaded, grouped, unloadedBeside, groupedBeside })).toBe(true);
    const late = {
      ...unloadedBeside,
      others: { ...unloaded.others, p99: 2 * unloaded.others.p99 },
    };
    expect(giveWay({ unloaded, grouped, unloadedBeside: late, groupedBeside })).toBe(false);
  });
});

test('an option that is wrong is named', () => {
  expect(() => parseFairnessOptions(['--tenants', '3'])).toThrow('--tenants');
});
