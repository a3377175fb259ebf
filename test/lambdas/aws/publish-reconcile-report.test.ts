import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { describe, expect, test } from '@jest/globals';
import {
  publishReconcileReport,
  reconcileMetricNames as names,
} from '../../../lambdas/aws/publish-reconcile-report.ts';
import type { ReconcileReport } from '../../../lambdas/contract/reconcile-report.ts';
import { newReport } from '../../../lambdas/reconcile/report.ts';
import { powertoolsLines } from '../../support/powertools-lines.ts';

const lines = powertoolsLines();

function publish(fields: Partial<ReconcileReport> = {}): ReconcileReport {
  const report = { ...newReport(false), ...fields };
  const metrics = new Metrics({ namespace: 'Test', serviceName: 'reconcile' });
  publishReconcileReport(report, metrics, new Logger());
  return report;
}

/** The values of a metric, with those of a dimension where it has one. */
const valuesOf = (name: string, dimension = 'none') =>
  lines
    .filter((line) => '_aws' in line && name in line)
    .map((line) => (dimension in line ? [line[dimension], line[name]] : line[name]));

const counts = { drift: 4, gone: 3, otherAccount: 2, orphan: 1 };

test('a dry run writes its line and no metrics', () => {
  const report = publish({ dryRun: true, checked: 3 });

  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ message: 'reconciled', report });
});

describe('the metrics of a run', () => {
  test('are what it found and repaired, by finding', () => {
    publish({ found: counts, repaired: { ...counts, orphan: 0 } });

    expect(valuesOf(names.found, 'finding')).toEqual(Object.entries(counts));
    expect(valuesOf(names.repaired, 'finding')).toContainEqual(['orphan', 0]);
  });

  test('are the sources by state, and those that expire soon, when all were seen', () => {
    publish({ mappings: { PENDING: 5, ACTIVE: 7, DELETED: 0 }, expiringSoon: 2 });

    expect(valuesOf(names.sources, 'state')).toEqual([
      ['PENDING', 5],
      ['ACTIVE', 7],
      ['DELETED', 0],
    ]);
    expect(valuesOf(names.expiringSoon)).toEqual([2]);
  });

  test('leave out what the run does not know', () => {
    publish();

    expect(valuesOf(names.sources, 'state')).toEqual([]);
    expect(valuesOf(names.expiringSoon)).toEqual([]);
    expect(valuesOf(names.oldestCheckSeconds)).toEqual([]);
  });

  test('are the oldest check, the failures, and whether something was left', () => {
    publish({
      oldestCheckSeconds: 900,
      failedCalls: 6,
      unanswered: 5,
      checked: 8,
      incomplete: true,
    });

    expect(valuesOf(names.oldestCheckSeconds)).toEqual([900]);
    expect(valuesOf(names.failedCalls)).toEqual([6]);
    expect(valuesOf(names.unanswered)).toEqual([5]);
    expect(valuesOf(names.checked)).toEqual([8]);
    expect(valuesOf(names.incomplete)).toEqual([1]);
  });
});

test('the log has the whole report in one line', () => {
  const report = publish({ checked: 8 });

  expect(lines.filter((line) => !('_aws' in line))).toMatchObject([
    { level: 'INFO', message: 'reconciled', report },
  ]);
});
