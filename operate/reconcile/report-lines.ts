import type { ReconcilePolicy } from '../../lambdas/domain/reconciliation.ts';
import type { ReconcileReport } from '../../lambdas/reconcile/report.ts';
import { alignColumns, type Cell } from '../../terminal/table.ts';

/** A kind of finding, as it stands in reports and policies. */
type Finding = keyof ReconcileReport['found'];

const meanings: Readonly<Record<Finding, string>> = {
  drift: 'state or expiry had changed',
  gone: 'a mapping without a source',
  otherAccount: "a mapping with another account's source",
  orphan: 'a source without a mapping',
};

const findings = ['drift', 'gone', 'otherAccount', 'orphan'] as const satisfies readonly Finding[];

/** A report of the reconciler as lines to read. */
export function reportLines(report: ReconcileReport, policy: ReconcilePolicy): string[] {
  const { dryRun, incomplete, mappings } = report;
  const states = Object.entries(mappings ?? {}).map(([state, count]): Cell[] => [state, count]);
  return [
    ...(dryRun ? ['Dry run: nothing was changed.'] : []),
    ...alignColumns(numberRows(report)),
    ...(states.length === 0 ? [] : ['', 'Live mappings, as the table had them']),
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
    ...(incomplete ? ['', 'Incomplete: the next run goes on where this one stopped.'] : []),
  ];
}

function numberRows(report: ReconcileReport): Cell[][] {
  const { checked, calls, failedCalls, unanswered, expiringSoon, told, oldestCheckSeconds } =
    report;
  return [
    ['sources checked', checked],
    ['calls to EventBridge', calls],
    ['  failed after all tries', failedCalls],
    ['sources not answered for', unanswered],
    ['PENDING sources that expire soon', expiringSoon],
    ['events to the vendor', told],
    ...(oldestCheckSeconds === undefined
      ? []
      : [['seconds since the oldest check', oldestCheckSeconds]]),
  ];
}

/** What AWS did not answer for. */
function unansweredLines({
  unanswered,
  unansweredSources,
  regionsLeft,
}: ReconcileReport): string[] {
  if (unanswered === 0 && regionsLeft.length === 0) return [];
  const more = unanswered - unansweredSources.length;
  return [
    '',
    'Not answered for, and left as they are',
    ...alignColumns([
      ...regionsLeft.map(({ region, code }): Cell[] => [region, 'the whole Region', code]),
      ...unansweredSources.map((one): Cell[] => [one.region, one.sourceName, one.code]),
      ...(more > 0 ? [['', `and ${more} more`]] : []),
    ]),
  ];
}

/** Whether a run did all there was to do: it was complete, and repaired what its policy says. */
export function didAll(report: ReconcileReport, policy: ReconcilePolicy): boolean {
  if (report.incomplete) return false;
  const isLeft = (finding: Finding) =>
    policy[finding] !== 'report' && report.repaired[finding] < report.found[finding];
  return report.dryRun || !findings.some(isLeft);
}
