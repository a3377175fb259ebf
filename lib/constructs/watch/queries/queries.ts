import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { batchDoneMessage, entriesFailedMessage } from '../../../../lambdas/aws/report.ts';
import { findings } from '../../../../lambdas/domain/reconciliation.ts';
import { unansweredMessage } from '../../../../lambdas/reconcile/call-with-retries.ts';
import type { SavedQuery } from './saved-queries.ts';
import type { WatchedControlPlane, WatchedDataPlane } from '../watched.ts';

const batchDone = `filter message = "${batchDoneMessage}"`;

/** The queries of every Region; `others` are the home Region's other functions. */
export function dataPlaneQueries(
  { fanOut, retry, recorder }: WatchedDataPlane,
  others: readonly LambdaFunction[],
): readonly SavedQuery[] {
  const functions = [fanOut.function, retry.function];
  return [
    ...failureQueries(functions),
    sourceQuery([...functions, ...others]),
    ...batchQueries(functions),
    recorderQuery([recorder.function]),
  ];
}

type Functions = readonly LambdaFunction[];

function failureQueries(functions: Functions): readonly SavedQuery[] {
  return [
    {
      id: 'Deadlettersbyreason',
      name: 'Dead letters by reason',
      functions,
      lines: [
        'filter message in ["entry dead-lettered", "unreadable messages dead-lettered"]',
        'stats count(*) as deadLetters, latest(@timestamp) as lastSeen by reason, errorCode, region',
        'sort deadLetters desc',
      ],
    },
    {
      id: 'FailuresbyRegionandcode',
      name: 'Failures by Region and code',
      functions,
      lines: [
        `filter message = "${entriesFailedMessage}"`,
        'stats sum(entries) as failed, count(*) as batches, latest(@timestamp) as lastSeen by region, code',
        'sort failed desc',
      ],
    },
  ];
}

function sourceQuery(functions: Functions): SavedQuery {
  return {
    id: 'Historyofasource',
    name: 'Log lines of a source',
    functions,
    lines: [
      '# Put the name of the source into the filter.\n' +
        'fields @timestamp, service, level, message, result, reason, errorCode, @message',
      'filter @message like "aws.partner/example.com/acme/repo1/123456789012"',
      'sort @timestamp desc',
      'limit 200',
    ],
  };
}

function batchQueries(functions: Functions): readonly SavedQuery[] {
  return [
    {
      id: 'Slowestbatches',
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
      id: 'Batches',
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

function recorderQuery(functions: Functions): SavedQuery {
  return {
    id: 'Whattherecordercouldnotdo',
    name: 'Recorder warnings and errors',
    functions,
    lines: [
      'filter level in ["WARN", "ERROR"]',
      'stats count(*) as lines, latest(@timestamp) as lastSeen by message, error.name',
      'sort lines desc',
    ],
  };
}

/** The queries on the logs of the reconciler and the registration function. */
export function controlPlaneQueries({
  reconciler,
  registration,
}: WatchedControlPlane): readonly SavedQuery[] {
  return [...reconcilerQueries([reconciler.function]), problemsQuery([registration.function])];
}

function reconcilerQueries(functions: Functions): readonly SavedQuery[] {
  return [
    {
      id: 'Runsofthereconciler',
      name: 'Reconciler runs',
      functions,
      lines: [
        'filter message = "reconciled"',
        'fields @timestamp, report.dryRun, report.incomplete, report.checked, report.calls, ' +
          'report.failedCalls, report.unanswered, report.told, report.oldestCheckSeconds, ' +
          findings.map((finding) => `report.found.${finding}`).join(', '),
        'sort @timestamp desc',
        'limit 100',
      ],
    },
    {
      id: 'SourcesthatAWSdoesnotanswerfor',
      name: 'Unanswered sources',
      functions,
      lines: [
        `filter message = "${unansweredMessage}"`,
        'stats count(*) as runs, latest(@timestamp) as lastSeen by sourceName, region, code',
        'sort runs desc',
        'limit 100',
      ],
    },
    {
      id: 'Whatthereconcilercouldnotdo',
      name: 'Reconciler warnings and errors',
      functions,
      lines: [
        'filter level in ["WARN", "ERROR"]',
        'stats count(*) as lines, latest(@timestamp) as lastSeen by message, region, error.name',
        'sort lines desc',
      ],
    },
  ];
}

function problemsQuery(functions: Functions): SavedQuery {
  return {
    id: 'ProblemsoftheregistrationAPIbycode',
    name: 'Registration API problems by code',
    functions,
    lines: [
      'filter level in ["WARN", "ERROR"]',
      'stats count(*) as lines, latest(@timestamp) as lastSeen ' +
        'by message, operation, kind, failure.code, region, error.name',
      'sort lines desc',
    ],
  };
}
