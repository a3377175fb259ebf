import { expect, test } from '@jest/globals';
import { parseEventPattern } from '../../../../emulator/event-pattern/event-pattern.ts';
import { defaultBehaviour } from '../../../../emulator/behaviour/behaviour.ts';
import { examine } from '../../../../emulator/put-events/examined.ts';
import { judgeEntries } from '../../../../emulator/put-events/judge-entries.ts';
import { goalOf, worstTable } from '../../../../tools/bench/patterns/benchmark.ts';
import { hostileDetails } from '../../../../tools/bench/patterns/details.ts';
import { hostilePatterns } from '../../../../tools/bench/patterns/patterns.ts';

test('the details are JSON objects of nearly 1 MiB that EventBridge takes', () => {
  for (const { json } of hostileDetails()) {
    expect(typeof JSON.parse(json)).toBe('object');
    expect(json.length).toBeGreaterThan(1_040_000);
    expect(json.length).toBeLessThanOrEqual(1_048_576);
    const entry = { Source: 'aws.partner/x/y', DetailType: 'push', Detail: json };
    expect(judgeEntries([examine(entry, 0)], defaultBehaviour)).toEqual([undefined]);
  }
});

test('the patterns are ones that EventBridge takes', () => {
  for (const { text } of hostilePatterns()) {
    expect(text.length).toBeLessThanOrEqual(4096);
    expect(() => parseEventPattern(text)).not.toThrow();
  }
});

const matching = (pattern: string, detail: string, median: number) => ({
  pattern,
  detail,
  milliseconds: { median, min: median - 1, max: median + 1 },
});

test('the table has the slowest detail of each pattern, and the goal the slowest of all', () => {
  const matchings = [matching('p', 'a', 5), matching('p', 'b', 9), matching('q', 'a', 101)];

  expect(worstTable(matchings).rows).toEqual([
    ['q', 'a', 101, '100–102'],
    ['p', 'b', 9, '8–10'],
  ]);
  expect(goalOf(matchings)).toMatchObject({ measured: '101.0', isReached: false });
  expect(goalOf(matchings.slice(0, 2))).toMatchObject({ isReached: true });
});
