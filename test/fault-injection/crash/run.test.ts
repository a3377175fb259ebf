import { expect, jest, test } from '@jest/globals';
import { problemsOf } from './report-lines.ts';
import { runCrash } from './run.ts';

// A recorder that was killed has its lease for another minute.
jest.setTimeout(240_000);

test('nothing is lost or misdelivered while processes are killed, and every duplicate has a cause', async () => {
  const shown: number[] = [];
  const report = await runCrash(
    {
      events: 1_000,
      // So many that one at least hits a process at work.
      kills: 12,
      seed: 1,
      eventsPerSecond: 200,
      callMs: 20,
      largePercent: 5,
      maxBatchSize: 100,
      visibilityTimeoutSeconds: 20,
      // The part of the duplicates is of a long run only: a kill weighs more in a short one.
      maxDuplicatesPercent: Infinity,
    },
    ({ accepted }) => shown.push(accepted),
  );

  expect(problemsOf(report)).toStrictEqual([]);
  expect(report.killed).toBe(12);
  expect(report.verdict.stubs).toBeGreaterThan(50);
  expect(report.crashed.invocations).toBeGreaterThan(0);
  expect(report.verdict.received).toBe(report.verdict.deliveries + report.verdict.duplicates);
  expect(shown.at(-1)).toBe(1_000);
});
