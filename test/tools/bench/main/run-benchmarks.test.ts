import { expect, test } from '@jest/globals';
import type { Benchmark } from '../../../../tools/results/benchmark.ts';
import { runBenchmarks } from '../../../../tools/bench/run-benchmarks.ts';
import { aSetting } from './a-measured-benchmark.ts';

function aBenchmark(name: string, run: Benchmark['run']): Benchmark {
  return { name, title: `The ${name}`, run };
}

/** Runs benchmarks on a clock that each look moves on by a second. */
async function runOf(benchmarks: readonly Benchmark[], rounds?: number) {
  const [shown, noted]: [string[], string[]] = [[], []];
  let nowMs = Date.parse('2026-11-22T00:00:00Z') - 1_000;
  const run = await runBenchmarks(benchmarks, {
    setting: aSetting,
    rounds,
    now: () => (nowMs += 1_000),
    show: (line) => shown.push(line),
    note: (line) => noted.push(line),
  });
  return { run, shown, noted };
}

test('a benchmark is measured with its time, its setting and its plots', async () => {
  const { run, shown, noted } = await runOf([
    aBenchmark('sender', async (progress) => {
      progress('round 1');
      return { tables: [], goals: [], plots: { 'a.svg': '<svg/>' } };
    }),
  ]);

  expect(run).toEqual({
    measured: [
      {
        name: 'sender',
        title: 'The sender',
        measuredAt: '2026-11-22T00:00:02.000Z',
        seconds: 1,
        setting: aSetting,
        tables: [],
        goals: [],
        plots: ['a.svg'],
      },
    ],
    failed: [],
    plots: { 'a.svg': '<svg/>' },
  });
  expect(shown).toEqual(['1/1 sender', '1/1 sender: round 1']);
  expect(noted).toEqual(['1/1 sender: 1 s']);
});

test('a failure is reported, and does not stop the next', async () => {
  const error = new Error('"e1" did not arrive');
  const { run, noted } = await runOf([
    aBenchmark('sender', () => Promise.reject(error)),
    aBenchmark('growth', async () => ({ tables: [], goals: [] })),
  ]);

  expect(run.failed).toEqual([{ name: 'sender', error }]);
  expect(run.measured.map(({ name }) => name)).toEqual(['growth']);
  expect(noted).toEqual(['1/2 sender: FAILED', '2/2 growth: 1 s']);
});

test('benchmarks get the rounds that are asked for', async () => {
  const asked: (number | undefined)[] = [];
  const note: Benchmark['run'] = async (_, rounds) => {
    asked.push(rounds);
    return { tables: [], goals: [] };
  };
  await runOf([aBenchmark('sender', note)], 3);
  await runOf([aBenchmark('sender', note)]);

  expect(asked).toEqual([3, undefined]);
});
