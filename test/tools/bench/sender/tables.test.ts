import { expect, test } from '@jest/globals';
import { floor, naive, ours, variants, eventsOf } from '../../../../tools/bench/sender/variants.ts';
import { senderTables } from '../../../../tools/bench/sender/tables.ts';
import { runsOf } from './runs.ts';

const figures = {
  [ours.name]: { eventsPerSecond: 2_000 },
  [floor.name]: { eventsPerSecond: 8_000, cpuMicrosPerEvent: 10 },
};

test('a table has a row for each variant, as wide as its head', () => {
  const [table, ratios, ...others] = senderTables(runsOf('small', figures));

  expect(others).toEqual([]);
  expect(table!.rows.map(([name]) => name)).toEqual(variants.map(({ name }) => name));
  for (const { head, rows } of [table!, ratios!]) {
    for (const row of rows) expect(row).toHaveLength(head.length);
  }
  const own = table!.rows.find(([name]) => name === ours.name)!;
  expect(own.slice(0, 3)).toEqual([ours.name, 2_000, '1,900–2,100']);
  expect(table!.notes![0]).toMatch('Median of 10 interleaved runs');
});

test('ratios compare ours with the best peer, and with the floor', () => {
  const [, , ratios] = senderTables([...runsOf('small', figures), ...runsOf('github', figures)]);

  expect(ratios!.rows).toHaveLength(10);
  expect(ratios!.rows.slice(0, 3).map((row) => row.slice(1, 4))).toEqual([
    ["events/s, times the best peer's", 2, '2–2'],
    ["events/s, times the floor's", 0.25, '0.25–0.25'],
    ["CPU, times the floor's", 3, '3–3'],
  ]);
});

test('runs of large events have fewer of them, and the slow variants as many as ever', () => {
  expect(eventsOf(ours, 'small')).toEqual([5_000, 5_000, 5_000]);
  expect(eventsOf(ours, 'github')).toEqual([2_500, 2_500, 2_500]);
  expect(eventsOf(naive, 'github')).toEqual(naive.events);
});
