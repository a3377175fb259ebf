import { Duration } from 'aws-cdk-lib';
import { Stats, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { FunctionName } from '../../../../lambdas/settings/function-name.ts';
import type { AlarmDefinition, Severity } from './impact-alarm.ts';
import { usualPeriod } from '../metrics.ts';
import type { WatchedFunction } from '../watched.ts';

interface FunctionTexts {
  /** What it means when an invocation ends in an error. */
  readonly error: string;
  /** What it means when Lambda throttles the function. */
  readonly throttle: string;
  /** What it means when invocations come near their time limit. */
  readonly timeout: string;
  /** What it means when Lambda stops an invocation as a recursive loop. */
  readonly loop: string;
}

const batchTexts: FunctionTexts = {
  error:
    'A whole batch is received again after six minutes. Its customers get events late, and entries ' +
    'that were already accepted are sent twice.',
  throttle: 'Lambda starts no more invocations, so batches wait. Customers get events late.',
  timeout:
    'Batches nearly run out of time. One that is stopped is received again as a whole, with duplicates.',
  loop:
    'Lambda treats batches as a recursive loop and does not run them. Their customers get nothing, ' +
    'and the messages are dead-lettered without a reason after ten receives.',
};

const texts: Readonly<Record<FunctionName, FunctionTexts>> = {
  'fan-out': batchTexts,
  retry: batchTexts,
  history: {
    error:
      'A run of the recorder stopped halfway. The next run does its work, and customers see what became ' +
      'of their events late.',
    throttle: 'A run of the recorder did not start. The history is late.',
    timeout:
      'Runs of the recorder take nearly all their time. One that is stopped has to be done again, and the ' +
      'history is late.',
    loop: 'A run of the recorder did not start, since Lambda treats it as a recursive loop. The history is late.',
  },
  replay: {
    error:
      'A page of a replay is sent again after six minutes. Its events may reach the customer twice.',
    throttle: 'Lambda starts no more invocations, so replays wait.',
    timeout:
      'Pages of replays nearly run out of time. One that is stopped is sent again, with duplicates.',
    loop: 'Lambda treats a replay as a recursive loop and does not run it. Its customer waits for the rest.',
  },
  reconcile: {
    error: 'A run stopped halfway. Changes of sources are seen late.',
    throttle: 'A run did not start. Changes of sources are seen late.',
    timeout: 'A run that is stopped loses its checkpoint, and its sources are checked again.',
    loop: 'A run did not start, since Lambda treats it as a recursive loop. Changes of sources are seen late.',
  },
  registration: {
    error:
      'An administrator got an error instead of an answer, and cannot tell whether the request succeeded.',
    throttle: 'Administrators get errors from the registration API and its page.',
    timeout: 'Administrators wait for up to half a minute, and then get an error.',
    loop: 'An administrator got an error: Lambda treats the request as a recursive loop.',
  },
};

// Customers do not get what a delivering function does not run.
const loopSeverities: Readonly<Record<FunctionName, Severity>> = {
  'fan-out': 'page',
  retry: 'page',
  history: 'ticket',
  replay: 'ticket',
  reconcile: 'ticket',
  registration: 'ticket',
};

// The reconciler uses all its time and stops itself 15 s before the end, and a recorder that is behind
// does the same some seconds before. The others should stay far
// from it: above nine tenths, one more slow answer gets the function stopped.
const nearLimitShares: Readonly<Record<FunctionName, number>> = {
  'fan-out': 0.9,
  retry: 0.9,
  history: 0.97,
  replay: 0.9,
  reconcile: 0.99,
  registration: 0.9,
};

type Lambda = WatchedFunction['function'];

/** The alarms of a function. */
export function functionAlarms(
  name: FunctionName,
  { function: watched }: WatchedFunction,
): readonly AlarmDefinition[] {
  return [
    errors(name, watched),
    throttles(name, watched),
    nearTimeLimit(name, watched),
    recursiveLoops(name, watched),
  ];
}

// Lambda sends no metrics of a function that nobody invokes, so no data is good. That something should
// have invoked it is for other alarms.
const common = { severity: 'ticket', periods: 1, missingData: 'good' } as const;

function errors(name: FunctionName, watched: Lambda): AlarmDefinition {
  return {
    ...common,
    name: `${name}-errors`,
    impact: texts[name].error,
    runbookSection: 'function-errors',
    metric: watched.metricErrors({ period: usualPeriod }),
    breaches: 'atLeast',
    // The handlers catch whatever can go wrong outside them: an error is a crash, a time-out, too
    // little memory or a bug.
    threshold: 1,
  };
}

function throttles(name: FunctionName, watched: Lambda): AlarmDefinition {
  return {
    ...common,
    name: `${name}-throttles`,
    impact: texts[name].throttle,
    runbookSection: 'function-throttles',
    metric: watched.metricThrottles({ period: usualPeriod }),
    breaches: 'atLeast',
    // The event source limits the concurrency: a throttle means that the account has none left.
    threshold: 1,
  };
}

function nearTimeLimit(name: FunctionName, watched: Lambda): AlarmDefinition {
  // Lambda's own default is 3 s.
  const timeLimit = watched.timeout ?? Duration.seconds(3);
  return {
    ...common,
    name: `${name}-near-time-limit`,
    impact: texts[name].timeout,
    runbookSection: 'function-near-its-time-limit',
    metric: watched.metricDuration({ period: usualPeriod, statistic: Stats.MAXIMUM }),
    breaches: 'above',
    threshold: Math.round(timeLimit.toMilliseconds() * nearLimitShares[name]),
  };
}

function recursiveLoops(name: FunctionName, watched: Lambda): AlarmDefinition {
  return {
    ...common,
    name: `${name}-recursive-invocations-dropped`,
    severity: loopSeverities[name],
    impact: texts[name].loop,
    runbookSection: 'recursive-invocations-dropped',
    metric: droppedInvocations(watched),
    breaches: 'atLeast',
    // A function that loops on purpose is allowed to (lambdas/settings/deployment.ts): no drop is expected.
    threshold: 1,
  };
}

/** Invocations that Lambda stopped as a recursive loop (Lambda developer guide, "Types of metrics"). */
function droppedInvocations(watched: Lambda): IMetric {
  return watched.metric('RecursiveInvocationsDropped', {
    period: usualPeriod,
    statistic: Stats.SUM,
  });
}
