import { describe, expect, test } from '@jest/globals';
import type { ReconcileReport } from '../../../lambdas/contract/reconcile-report.ts';
import { newReport } from '../../../lambdas/reconcile/report.ts';
import { runLine } from '../../../local/reconcile/run-line.ts';
import { vendorEventLine } from '../../../local/reconcile/vendor-event-line.ts';
import { aReceived } from '../run-builders.ts';

const nowMs = Date.UTC(2026, 10, 21, 19);

function aReport(overrides: Partial<ReconcileReport> = {}): ReconcileReport {
  return { ...newReport(false), checked: 7, calls: 9, ...overrides };
}

describe('the line of a run', () => {
  test('shows what it did', () => {
    const payload = aReport({
      found: { drift: 2, gone: 1, otherAccount: 0, orphan: 0 },
      repaired: { drift: 1, gone: 1, otherAccount: 0, orphan: 0 },
      told: 3,
      incomplete: true,
    });

    expect(runLine(nowMs, { kind: 'returned', payload })).toBe(
      'reconciler    2026-11-21T19:00:00.000Z  7 sources checked, 3 findings, 2 repaired, 3 notifications, incomplete',
    );
  });

  test.each([
    [{ kind: 'failed', errorType: 'Error', errorMessage: 'no table', stackTrace: [] }, 'no table'],
    [{ kind: 'timedOut' }, 'timed out'],
    [{ kind: 'crashed', reason: 'exit code 1' }, 'exit code 1'],
  ] as const)('shows why it failed: %j', (result, reason) => {
    expect(runLine(nowMs, result)).toMatch(new RegExp(`  failed: .*${reason}$`));
  });
});

describe('the line of an event to the vendor', () => {
  test('shows the detail type, the source and the reason', () => {
    const detail = { sourceName: 'aws.partner/v/t/r/1', reason: 'nobody accepted it', more: 1 };
    const event = { 'detail-type': 'Partner Event Source Expired', detail };

    expect(vendorEventLine(aReceived(event))).toBe(
      'vendor event  2026-11-21T19:00:00Z  Partner Event Source Expired  aws.partner/v/t/r/1: nobody accepted it',
    );
  });

  test('shows its source if it is not the reconciler’s', () => {
    expect(vendorEventLine(aReceived({ source: 'my.app', detail: { n: 1 } }))).toBe(
      'vendor event  2026-11-21T19:00:00Z  push  my.app',
    );
  });
});
