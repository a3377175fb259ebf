import { MathExpression, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { metricNames } from '../../../../lambdas/aws/report.ts';
import type { AlarmDefinition } from './impact-alarm.ts';
import { deadLettered, deliveryMetric, usualPeriod } from '../metrics.ts';

/** Fewer attempts in five minutes are ignored: a single source can fail them all. */
const fewestAttempts = 100;

/**
 * The alarms on the dispositions of entries, from the functions' own counts, which include calls to every
 * Region. A function that was not invoked writes nothing, and then nothing failed: no data is good.
 */
export function deliveryAlarms(): readonly AlarmDefinition[] {
  return [messagesReturned(), deliveriesFailing(), retriesClimbing()];
}

function messagesReturned(): AlarmDefinition {
  return {
    name: 'messages-returned',
    severity: 'page',
    impact:
      'Batches return messages to the events queue. Customers get their events at least six minutes ' +
      'late, and messages are dead-lettered after ten receives.',
    runbookSection: 'messages-returned',
    // The queue's own age ignores these messages from the third receive on.
    metric: deliveryMetric('fan-out', metricNames.returned),
    breaches: 'atLeast',
    // One batch can run out of time. If it happens in three periods in a row, the mapping table or SQS
    // is at fault.
    threshold: 1,
    periods: 3,
    missingData: 'good',
  };
}

function deliveriesFailing(): AlarmDefinition {
  return {
    name: 'deliveries-failing',
    severity: 'page',
    impact:
      'More than a quarter of the delivery attempts fail. Many customers get their events late, or ' +
      'only after a redrive.',
    runbookSection: 'deliveries-failing',
    metric: shareOfAttempts('failed attempts, %', ['retried', 'rejected']),
    breaches: 'above',
    // A smaller share is one Region or one customer, and the retry queue covers that.
    threshold: 25,
    periods: 3,
    missingData: 'good',
  };
}

function retriesClimbing(): AlarmDefinition {
  return {
    name: 'retries-climbing',
    severity: 'ticket',
    impact:
      'More entries than usual need more than one attempt. Their customers get the events late.',
    runbookSection: 'retries-climbing',
    metric: shareOfAttempts('attempts retried, %', ['retried']),
    breaches: 'above',
    // An occasional lost call stays far below. Half an hour above this is a fault that does not pass.
    threshold: 5,
    periods: 6,
    missingData: 'good',
  };
}

type AttemptResult = 'accepted' | 'retried' | 'rejected';

/** The share of both functions' delivery attempts that ended in one of these ways, in per cent. */
function shareOfAttempts(label: string, results: readonly AttemptResult[]): MathExpression {
  return new MathExpression({
    label,
    expression: `IF(attempts >= ${fewestAttempts}, 100 * counted / attempts, 0)`,
    usingMetrics: {
      attempts: sumOf('attempts', ['accepted', 'retried', 'rejected']),
      counted: sumOf('counted', results),
    },
    period: usualPeriod,
  });
}

function sumOf(label: string, results: readonly AttemptResult[]): MathExpression {
  const metrics = Object.fromEntries(
    results.flatMap((result) => Object.entries(byBothFunctions[result]())),
  );
  // A refusal is written only when there is one, and a function that did not run writes nothing.
  const filled = Object.keys(metrics).map((id) => `FILL(${id}, 0)`);
  return new MathExpression({
    label,
    expression: filled.join(' + '),
    usingMetrics: metrics,
    period: usualPeriod,
  });
}

const byBothFunctions: Readonly<Record<AttemptResult, () => Record<string, IMetric>>> = {
  accepted: () => ({
    accepted1: deliveryMetric('fan-out', metricNames.accepted),
    accepted2: deliveryMetric('retry', metricNames.accepted),
  }),
  retried: () => ({
    retried1: deliveryMetric('fan-out', metricNames.retried),
    retried2: deliveryMetric('retry', metricNames.retried),
  }),
  rejected: () => ({
    rejected1: deadLettered('fan-out', 'rejected'),
    rejected2: deadLettered('retry', 'rejected'),
  }),
};
