import * as v from 'valibot';
import { reconcileReportSchema } from '../../lambdas/contract/reconcile-report.ts';
import type { InvokeResult } from '../lambda/invoke-result.ts';
import { sum } from '../summary.ts';

/** A run of the reconciler's function as one line: what it did, or why it failed. */
export function runLine(nowMs: number, result: InvokeResult): string {
  return `reconciler    ${new Date(nowMs).toISOString()}  ${textOf(result)}`;
}

function textOf(result: InvokeResult): string {
  switch (result.kind) {
    case 'returned':
      return reportText(result.payload);
    case 'failed':
      return `failed: ${result.errorType}: ${result.errorMessage}`;
    case 'timedOut':
      return 'failed: timed out';
    case 'crashed':
      return `failed: ${result.reason}`;
  }
}

function reportText(payload: unknown): string {
  const { checked, found, repaired, told, incomplete } = v.parse(reconcileReportSchema, payload);
  return [
    `${checked} sources checked`,
    `${sum(Object.values(found))} findings`,
    `${sum(Object.values(repaired))} repaired`,
    `${told} notifications`,
    ...(incomplete ? ['incomplete'] : []),
  ].join(', ');
}
