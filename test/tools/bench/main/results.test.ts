import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mergeResults, readResults, writeLaidOut } from '../../../../tools/bench/results.ts';
import { aMeasuredBenchmark } from './a-measured-benchmark.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the results file', () => {
  test('gives back what was written', async () => {
    const path = join(folder, 'results.json');
    const results = [aMeasuredBenchmark(), aMeasuredBenchmark({ name: 'growth', plots: [] })];
    await writeLaidOut(path, JSON.stringify(results));

    expect(await readResults(path)).toEqual(results);
    expect(await readFile(path, 'utf8')).toMatch(/^\[\n {2}\{\n {4}"name": "sender",\n/);
  });

  test('holds nothing while there is none', async () => {
    expect(await readResults(join(folder, 'none.json'))).toEqual([]);
  });

  test.each(['', '{}', '[{"name":"sender"}]'])('is refused when it holds %j', async (text) => {
    const path = join(folder, 'other.json');
    await writeFile(path, text);

    await expect(readResults(path)).rejects.toThrow(
      'other.json does not hold results: run all benchmarks, without a name',
    );
  });
});

test('new results take the place of earlier ones, in the order of the benchmarks', () => {
  const earlier = ['a', 'b', 'gone'].map((name) => aMeasuredBenchmark({ name, seconds: 1 }));
  const measured = ['c', 'a'].map((name) => aMeasuredBenchmark({ name, seconds: 2 }));

  const merged = mergeResults(earlier, measured, ['a', 'b', 'c', 'd']);

  expect(merged.map(({ name, seconds }) => [name, seconds])).toEqual([
    ['a', 2],
    ['b', 1],
    ['c', 2],
  ]);
});
