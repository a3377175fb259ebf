import { alignColumns, type Cell } from '../../../terminal/table.ts';
import type { CrashReport } from './run.ts';

/** Why a run does not pass, in words; nothing when it does. */
export function problemsOf({ verdict, options }: CrashReport): readonly string[] {
  const { lost, misdelivered, waiting, deadLettered, examples, duplicatesByCause, history } =
    verdict;
  const most = options.maxDuplicatesPercent;
  const problems: readonly (readonly [boolean, string])[] = [
    [verdict.accepted !== options.events, 'SQS did not take every event'],
    [lost > 0, `${lost} deliveries are lost: ${examples.lost.join('; ')}`],
    [misdelivered > 0, `${misdelivered} are misdelivered: ${examples.misdelivered.join('; ')}`],
    [waiting > 0, `${waiting} deliveries still wait`],
    // EventBridge's faults here all pass: nothing has a reason to be given up.
    [deadLettered > 0, `${deadLettered} deliveries are dead-lettered`],
    [
      history.withoutRow > history.countedAsLost,
      `${history.withoutRow} deliveries have no row, ${history.countedAsLost} were counted: ${history.examples.join('; ')}`,
    ],
    [history.withoutText > 0, `${history.withoutText} rows have no text`],
    [
      duplicatesByCause.unexplained > 0,
      `${duplicatesByCause.unexplained} duplicates have no cause: ${examples.unexplained.join('; ')}`,
    ],
    [
      duplicatePercent(verdict) > most,
      `${duplicatePercent(verdict).toFixed(2)} % duplicates are more than ${most} %`,
    ],
  ];
  return problems.flatMap(([isProblem, text]) => (isProblem ? [text] : []));
}

/** The figures of a run as lines. */
export function reportLines(report: CrashReport): readonly string[] {
  const { verdict, connectionFaults } = report;
  const { invocations, messages, entriesUnderWay } = report.crashed;
  const { crashed, unanswered, unexplained } = verdict.duplicatesByCause;
  const rows: readonly (readonly Cell[])[] = [
    ['seconds', report.elapsedSeconds],
    ['events accepted by SQS', verdict.accepted],
    ['partner event sources', report.sources],
    ['deliveries due', verdict.deliveries],
    ['  received as stubs', verdict.stubs],
    ['PutPartnerEvents calls', report.putPartnerEventsCalls],
    ['processes killed', report.killed],
    ['invocations crashed', invocations],
    ['  messages in them', messages],
    ['  entries in their calls under way', entriesUnderWay],
    ...Object.entries(connectionFaults).map(([service, { stall, ...cuts }]) => [
      `connections of ${service} cut / stalled`,
      `${sum(Object.values(cuts))} / ${stall}`,
    ]),
    ['entries whose answer EventBridge lost', report.lostAnswerEntries],
    ['lost', verdict.lost],
    ['misdelivered', verdict.misdelivered],
    ['dead-lettered', verdict.deadLettered],
    ['rows in the history', verdict.history.rows],
    ['  deliveries without a row', verdict.history.withoutRow],
    ['  rows that were counted as lost', verdict.history.countedAsLost],
    ['  rows without a text', verdict.history.withoutText],
    ['runs of the recorder that failed', report.failedRecordings],
    ['duplicates', verdict.duplicates],
    ['  by a crash', crashed],
    ['  by an unanswered call', unanswered],
    ['  without a cause', unexplained],
    ['duplicates, % of the deliveries', duplicatePercent(verdict).toFixed(3)],
    ['duplicates by a crash, each', perCrash(crashed, invocations)],
  ];
  return alignColumns(rows);
}

function duplicatePercent({ duplicates, deliveries }: CrashReport['verdict']): number {
  return (100 * duplicates) / Math.max(1, deliveries);
}

function perCrash(duplicates: number, crashes: number): string {
  return (duplicates / Math.max(1, crashes)).toFixed(1);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
