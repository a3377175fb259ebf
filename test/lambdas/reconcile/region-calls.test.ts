import { describe, expect, test } from '@jest/globals';
import { regionCalls } from '../../../lambdas/reconcile/region-calls.ts';
import { newReport } from '../../../lambdas/reconcile/report.ts';
import { testNowMs } from '../../support/domain-builders.ts';
import { fakeLog } from '../../support/fake-log.ts';
import { virtualTime } from '../../support/virtual-time.ts';

const later = testNowMs + 3_600_000;

function aRegion() {
  const time = virtualTime();
  const log = fakeLog();
  const report = newReport(false);
  const calls = regionCalls('us-east-1', 40, { time, log, report });
  let made = 0;
  /** Makes a call that fails so many times first. */
  const callAfter = async (failures: number, lastMs = later) => {
    let left = failures;
    const call = async () => {
      made += 1;
      left -= 1;
      if (left >= 0) throw new Error('ThrottlingException');
      return 'answer';
    };
    return await time.runUntil(calls(call, lastMs));
  };
  return { callAfter, time, log, report, made: () => made };
}

const failed = { kind: 'failed' };
const answered = { kind: 'answered', value: 'answer' };

describe('a call to a Region', () => {
  test.each([0, 1, 2])('is answered after %d failures, each tried again in its turn', async (n) => {
    const { callAfter, time, report, log } = aRegion();

    expect(await callAfter(n)).toEqual(answered);
    expect(time.now()).toBe(testNowMs + n * 25);
    expect(report).toMatchObject({ calls: n + 1, failedCalls: 0, incomplete: false });
    expect(log.lines).toEqual([]);
  });

  test('has failed after three tries, which makes the run incomplete', async () => {
    const { callAfter, report, log } = aRegion();

    expect(await callAfter(3)).toEqual(failed);
    expect(report).toMatchObject({ calls: 3, failedCalls: 1, incomplete: true });
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { region: 'us-east-1' } }]);
  });

  test('is not made after the last moment', async () => {
    const { callAfter, made } = aRegion();

    expect(await callAfter(0, testNowMs - 1)).toEqual({ kind: 'late' });
    expect(made()).toBe(0);
  });

  test('that fails at the last moment is not tried again', async () => {
    const { callAfter, made } = aRegion();

    expect(await callAfter(1, testNowMs)).toEqual({ kind: 'late' });
    expect(made()).toBe(1);
  });
});

describe('a Region that always fails', () => {
  test('is called no more after ten failures in a row', async () => {
    const { callAfter, made } = aRegion();
    for (let call = 0; call < 10; call += 1) await callAfter(3);

    expect(await callAfter(0)).toEqual(failed);
    expect(made()).toBe(30);
  });

  test('is not given up if it answers in between', async () => {
    const { callAfter } = aRegion();
    for (let call = 0; call < 9; call += 1) await callAfter(3);
    await callAfter(0);
    for (let call = 0; call < 9; call += 1) await callAfter(3);

    expect(await callAfter(0)).toEqual(answered);
  });
});
