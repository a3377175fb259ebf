import { describe, expect, test } from '@jest/globals';
import { problemsOf, reportLines } from './report-lines.ts';
import type { CrashReport } from './run.ts';

const noFaults = { cutBefore: 0, cutAfter: 0, cutMidAnswer: 0, stall: 0 };

const aReport = (verdict: Partial<CrashReport['verdict']> = {}): CrashReport => ({
  options: {
    events: 100,
    kills: 4,
    seed: 1,
    eventsPerSecond: 10,
    callMs: 20,
    largePercent: 1,
    visibilityTimeoutSeconds: 20,
    maxDuplicatesPercent: 0.5,
  },
  elapsedSeconds: 12,
  sources: 3,
  killed: 4,
  failedRecordings: 1,
  crashed: { invocations: 2, messages: 20, entriesUnderWay: 3 },
  connectionFaults: { sqs: { ...noFaults, cutAfter: 1, stall: 3 } },
  lostAnswerEntries: 0,
  putPartnerEventsCalls: 30,
  verdict: {
    accepted: 100,
    deliveries: 1000,
    received: 1005,
    stubs: 10,
    lost: 0,
    misdelivered: 0,
    waiting: 0,
    deadLettered: 0,
    duplicates: 5,
    duplicatesByCause: { crashed: 5, unanswered: 0, unexplained: 0 },
    history: { rows: 1_010, withoutRow: 2, countedAsLost: 2, withoutText: 0, examples: ['d'] },
    examples: { lost: ['a'], misdelivered: ['b'], unexplained: ['c'] },
    ...verdict,
  },
});

describe('what a crash run comes to', () => {
  test('passes with as many duplicates as are allowed, each with a cause', () => {
    expect(problemsOf(aReport())).toStrictEqual([]);
  });

  test.each([
    [{ accepted: 99 }, 'SQS did not take every event'],
    [{ lost: 1 }, '1 deliveries are lost: a'],
    [{ misdelivered: 2 }, '2 are misdelivered: b'],
    [{ waiting: 1 }, '1 deliveries still wait'],
    [{ deadLettered: 1 }, '1 deliveries are dead-lettered'],
    [{ duplicates: 6 }, '0.60 % duplicates are more than 0.5 %'],
    [
      { duplicatesByCause: { crashed: 4, unanswered: 0, unexplained: 1 } },
      '1 duplicates have no cause: c',
    ],
  ])('does not pass with %j', (verdict, problem) => {
    expect(problemsOf(aReport(verdict))).toStrictEqual([problem]);
  });

  test('is shown in figures', () => {
    expect(reportLines(aReport())).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/connections of sqs cut \/ stalled +1 \/ 3/),
        expect.stringMatching(/duplicates by a crash, each +2.5/),
        expect.stringMatching(/duplicates, % of the deliveries +0.500/),
      ]),
    );
  });
});
