import { describe, expect, jest, test } from '@jest/globals';
import { fairShelf } from './fairness/fair-shelf.ts';
import { parseFairnessOptions } from './fairness/options.ts';
import { isFair } from './fairness/report.ts';
import { simulateFlood, type Flood } from './fairness/simulate-flood.ts';
import type { Message } from './outage/cloud/simulated-queue.ts';

// Minutes pass in seconds, on an idle machine.
jest.setTimeout(60_000);

function aMessage(groupId: string): Message<string> {
  return { item: groupId, sentAtMs: 0, groupId, receives: 0 };
}

/** Takes so many messages, and says whose they were. */
function takeFrom(shelf: ReturnType<typeof fairShelf<string>>, count: number): string[] {
  return Array.from({ length: count }, () => shelf.take()?.item ?? 'none');
}

function aShelf(...groupIds: string[]) {
  const shelf = fairShelf<string>();
  for (const groupId of groupIds) shelf.put(aMessage(groupId));
  return shelf;
}

const times = (count: number, groupId: string) => Array.from({ length: count }, () => groupId);

describe('a fair queue', () => {
  test('gives the oldest message first while nobody is noisy', () => {
    const shelf = aShelf('a', 'b', 'a', 'c');

    expect(takeFrom(shelf, 5)).toEqual(['a', 'b', 'a', 'c', 'none']);
  });

  test('holds a group back that has thirty in flight and more than a tenth of all', () => {
    const shelf = aShelf(...times(40, 'loud'), 'quiet');

    expect(takeFrom(shelf, 30)).toEqual(times(30, 'loud'));
    expect(takeFrom(shelf, 2)).toEqual(['quiet', 'loud']);
  });

  test('lets a group be that has fewer in flight, or no more than a tenth', () => {
    const few = aShelf(...times(29, 'a'), 'b', 'a');
    expect(takeFrom(few, 30)).toEqual([...times(29, 'a'), 'b']);

    const many = Array.from({ length: 20 }, (_, index) => times(40, `tenant-${index}`));
    const mixed = Array.from({ length: 40 }, (_, turn) => many.map((group) => group[turn]!)).flat();
    expect(takeFrom(aShelf(...mixed), mixed.length)).toEqual(mixed);
  });

  test('gives the message of a noisy group when no other waits', () => {
    const shelf = aShelf(...times(100, 'loud'));

    expect(takeFrom(shelf, 100)).toEqual(times(100, 'loud'));
  });

  test('takes turns between noisy groups by what they have in flight', () => {
    const shelf = aShelf(...times(60, 'a'), ...times(60, 'b'));
    const taken = takeFrom(shelf, 100);

    expect(taken.filter((one) => one === 'a')).toHaveLength(50);
  });

  test('forgets a noisy group when its backlog is used up and settled', () => {
    const shelf = fairShelf<string>();
    const flood = times(40, 'loud').map(aMessage);
    for (const message of flood) shelf.put(message);
    takeFrom(shelf, 40);
    for (const message of flood) shelf.settle(message);
    for (const groupId of ['loud', 'quiet']) shelf.put(aMessage(groupId));

    expect(takeFrom(shelf, 2)).toEqual(['loud', 'quiet']);
  });
});

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

test('an option that is wrong is named', () => {
  expect(() => parseFairnessOptions(['--tenants', '3'])).toThrow('--tenants');
});
