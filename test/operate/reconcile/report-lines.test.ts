import { describe, expect, test } from '@jest/globals';
import { newReport, type ReconcileReport } from '../../../lambdas/reconcile/report.ts';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import { didAll, reportLines } from '../../../operate/reconcile/report-lines.ts';

function aReport(overrides: Partial<ReconcileReport> = {}): ReconcileReport {
  return { ...newReport(false), checked: 7, calls: 9, ...overrides };
}

describe('the report to read', () => {
  test('names the numbers, the states and each finding with its policy', () => {
    const report = aReport({
      mappings: { PENDING: 1, ACTIVE: 5, DELETED: 0 },
      found: { drift: 2, gone: 0, otherAccount: 0, orphan: 1 },
      oldestCheckSeconds: 900,
    });
    const text = reportLines(report, standardSettings.reconcile).join('\n');

    expect(text).toMatch(/sources checked +7\n/);
    expect(text).toMatch(/oldest check, seconds ago +900\n/);
    expect(text).toMatch(/PENDING +1\n +ACTIVE +5\n/);
    expect(text).toMatch(/drift +2 +0 +repair/);
    expect(text).toMatch(/orphan +1 +0 +report/);
    expect(text).not.toMatch(/Dry run|Incomplete/);
  });

  test('names what AWS did not answer for, and the number of others', () => {
    const source = { sourceName: 'aws.partner/v/t/r/1', region: 'us-east-1', code: 'TimeoutError' };
    const text = reportLines(
      aReport({
        unanswered: 3,
        unansweredSources: [source],
        regionsLeft: [{ region: 'eu-west-1', code: 'OptInRequired' }],
      }),
      standardSettings.reconcile,
    ).join('\n');

    expect(text).toMatch(/sources without an answer +3\n/);
    expect(text).toMatch(/us-east-1 +aws\.partner\/v\/t\/r\/1 +TimeoutError/);
    expect(text).toMatch(/eu-west-1 +entire Region +OptInRequired/);
    expect(text).toMatch(/and 2 more/);
  });

  test('says whether it was a dry run, and whether it was incomplete', () => {
    const report = { ...aReport({ incomplete: true }), dryRun: true };

    expect(reportLines(report, standardSettings.reconcile)).toEqual(
      expect.arrayContaining([
        'Dry run: nothing was changed.',
        expect.stringContaining('Incomplete'),
      ]),
    );
  });
});

describe('a run has done all', () => {
  const some = { drift: 1, gone: 1, otherAccount: 1, orphan: 1 };

  test.each([
    ['when there was nothing to do', {}, true],
    ['when it was incomplete', { incomplete: true }, false],
    [
      'when all was repaired that its policy repairs',
      { found: some, repaired: { ...some, orphan: 0 } },
      true,
    ],
    ['when something was not repaired', { found: some, repaired: { ...some, gone: 0 } }, false],
    ['when it was dry', { found: some, dryRun: true }, true],
    ['when it was dry and incomplete', { dryRun: true, incomplete: true }, false],
  ])('%s: %j', (_when, overrides, expected) => {
    expect(didAll(aReport(overrides), standardSettings.reconcile)).toBe(expected);
  });
});
