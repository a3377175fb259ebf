import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { batchDoneMessage, entriesFailedMessage } from '../../../../lambdas/aws/report.ts';
import { unansweredMessage } from '../../../../lambdas/reconcile/call-with-retries.ts';
import type { SavedQuery } from './saved-queries.ts';
import type { WatchedControlPlane, WatchedDataPlane } from '../watched.ts';

const batchDone = `filter message = "${batchDoneMessage}"`;

/** What is asked of the logs of every Region; `others` are the functions of the home Region. */
export function dataPlaneQueries(
  { fanOut, retry }: WatchedDataPlane,
  others: readonly LambdaFunction[],
): readonly SavedQuery[] {
  const functions = [fanOut.function, retry.function];
  return [
    {
      name: 'Dead letters by reason',
      functions,
      lines: [
        'filter message in ["entry dead-lettered", "unreadable messages dead-lettered"]',
        'stats count(*) as deadLetters, latest(@timestamp) as lastSeen by reason, errorCode, region',
        'sort deadLetters desc',
      ],
    },
    {
      name: 'Failures by Region and code',
      functions,
      lines: [
        `filter message = "${entriesFailedMessage}"`,
        'stats sum(entries) as failed, count(*) as batches, latest(@timestamp) as lastSeen by region, code',
        'sort failed desc',
      ],
    },
    {
      name: 'History of a source',
      functions: [...functions, ...others],
      lines: [
        '# Put the name of the source into the filter.\n' +
          'fields @timestamp, service, level, message, result, reason, errorCode, @message',
        'filter @message like "aws.partner/example.com/acme/repo1/123456789012"',
        'sort @timestamp desc',
        'limit 200',
      ],
    },
    {
      name: 'Slowest batches',
      functions,
      lines: [
        'filter @type = "REPORT"',
        'fields @timestamp, @log, @requestId, @duration, @maxMemoryUsed / 1000 / 1000 as usedMb',
        'sort @duration desc',
        'limit 25',
      ],
    },
    {
      name: 'Batches',
      functions,
      lines: [
        batchDone,
        'fields @timestamp, service, messages, events, entries, calls, accepted, retried, returned',
        'sort @timestamp desc',
        'limit 100',
      ],
    },
  ];
}

/** What is asked of the logs of the reconciler and the registration function. */
export function controlPlaneQueries({
  reconciler,
  registration,
}: WatchedControlPlane): readonly SavedQuery[] {
  return [
    {
      name: 'Runs of the reconciler',
      functions: [reconciler.function],
      lines: [
        'filter message = "reconciled"',
        'fields @timestamp, report.dryRun, report.incomplete, report.checked, report.calls, ' +
          'report.failedCalls, report.unanswered, report.told, report.oldestCheckSeconds, report.found.drift, ' +
          'report.found.gone, report.found.otherAccount, report.found.orphan',
        'sort @timestamp desc',
        'limit 100',
      ],
    },
    {
      name: 'Sources that AWS does not answer for',
      functions: [reconciler.function],
      lines: [
        `filter message = "${unansweredMessage}"`,
        'stats count(*) as runs, latest(@timestamp) as lastSeen by sourceName, region, code',
        'sort runs desc',
        'limit 100',
      ],
    },
    {
      name: 'What the reconciler could not do',
      functions: [reconciler.function],
      lines: [
        'filter level in ["WARN", "ERROR"]',
        'stats count(*) as lines, latest(@timestamp) as lastSeen by message, region, error.name',
        'sort lines desc',
      ],
    },
    {
      name: 'Problems of the registration API by code',
      functions: [registration.function],
      lines: [
        'filter level in ["WARN", "ERROR"]',
        'stats count(*) as lines, latest(@timestamp) as lastSeen ' +
          'by message, operation, kind, failure.code, region, error.name',
        'sort lines desc',
      ],
    },
  ];
}
