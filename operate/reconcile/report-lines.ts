import {
  findings,
  type Finding,
  type ReconcilePolicy,
} from '../../lambdas/domain/reconciliation.ts';
import type { ReconcileReport } from '../../lambdas/contract/reconcile-report.ts';
import { alignColumns, type Cell } from '../../terminal/table.ts';

const meanings: Readonly<Record<Finding, string>> = {
  drift: 'state or expiry differs',
  gone: 'mapping without a source',
  otherAccount: 'mapping whose source belongs to another account',
  orphan: 'source without a mapping',
};

/** The lines of a reconciler report. */
export function reportLines(report: ReconcileReport, policy: ReconcilePolicy): string[] {
  const { dryRun, incomplete, mappings } = report;
  const states = Object.entries(mappings ?? {}).map(([state, count]): Cell[] => [state, count]);
  return [
    ...(dryRun ? ['Dry run: nothing was changed.'] : []),
    ...alignColumns(numberRows(report)),
    ...(states.length === 0 ? [] : ['', 'Live mappings in the table']),
    ...(states.length === 0 ? [] : alignColumns(states)),
    '',
    'Findings',
    ...alignColumns([
      ['', 'found', 'repaired', 'policy'],
      ...findings.map((finding): Cell[] => [
        finding,
        report.found[finding],
        report.repaired[finding],
        policy[finding],
        meanings[finding],
      ]),
    ]),
    ...unansweredLines(report),
    ...(incomplete ? ['', 'Incomplete: the next run continues where this one stopped.'] : []),
  ];
}

function numberRows(report: ReconcileReport): Cell[][] {
  const { checked, calls, failedCalls, unanswered, expiringSoon, told, oldestCheckSeconds } =
    report;
  return [
    ['sources checked', checked],
    ['calls to EventBridge', calls],
    ['  failed after all tries', failedCalls],
    ['sources without an answer', unanswered],
    ['PENDING sources expiring soon', expiringSoon],
    ['notifications to the vendor', told],
    ...(oldestCheckSeconds === undefined
      ? []
      : [['oldest check, seconds ago', oldestCheckSeconds]]),
  ];
}

/** Sources and Regions for which AWS did not answer. */
function unansweredLines({
  unanswered,
  unansweredSources,
  regionsLeft,
}: ReconcileReport): string[] {
  if (unanswered === 0 && regionsLeft.length === 0) return [];
  const more = unanswered - unansweredSources.length;
  return [
    '',
    'No answer from AWS, left unchanged',
    ...alignColumns([
      ...regionsLeft.map(({ region, code }): Cell[] => [region, 'entire Region', code]),
      ...unansweredSources.map((one): Cell[] => [one.region, one.sourceName, one.code]),
      ...(more > 0 ? [['', `and ${more} more`]] : []),
    ]),
  ];
}

/** Whether a run is complete and repaired everything that its policy requires. */
export function didAll(report: ReconcileReport, policy: ReconcilePolicy): boolean {
  if (report.incomplete) return false;
  const isLeft = (finding: Finding) =>
    policy[finding] !== 'report' && report.repaired[finding] < report.found[finding];
  return report.dryRun || !findings.some(isLeft);
}
