import { MathExpression, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { metricNames } from '../../../../lambdas/aws/report.ts';
import type { AlarmDefinition } from './impact-alarm.ts';
import { deadLettered, deliveryMetric, usualPeriod } from '../metrics.ts';

/** Fewer attempts in five minutes say nothing: a single source can fail them all. */
const fewestAttempts = 100;

/**
 * The alarms of what becomes of entries, from the functions' own counts: calls to every Region are in
 * them. A function that was not invoked writes nothing, and then nothing failed: no data is good.
 */
export function deliveryAlarms(): readonly AlarmDefinition[] {
  return [messagesReturned(), deliveriesFailing(), retriesClimbing()];
}

function messagesReturned(): AlarmDefinition {
  return {
    name: 'messages-returned',
    severity: 'page',
    impact:
      'Batches give messages back to the events queue: customers get them six minutes late or ' +
      'more, and after ten times they are dead-lettered.',
    runbookSection: 'messages-returned',
    // The queue's own age leaves these messages out from the third time on.
    metric: deliveryMetric('fan-out', metricNames.returned),
    breaches: 'atLeast',
    // One for lack of time can happen; in each of three periods it is the mapping table, or SQS.
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
      'EventBridge does not accept a quarter of the entries: many customers get their events late, ' +
      'or not before somebody has redriven them.',
    runbookSection: 'deliveries-failing',
    metric: shareOfAttempts('failed attempts, %', ['retried', 'rejected']),
    breaches: 'above',
    // Less is one Region or one customer, which the retry queue bridges.
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
      'More entries than usual are accepted only at a later attempt. Their customers get them late.',
    runbookSection: 'retries-climbing',
    metric: shareOfAttempts('attempts to be repeated, %', ['retried']),
    breaches: 'above',
    // A lost call now and then is far below; what stays above for half an hour does not pass.
    threshold: 5,
    periods: 6,
    missingData: 'good',
  };
}

type AttemptOutcome = 'accepted' | 'retried' | 'rejected';

/** What part of the delivery attempts of both functions came to this, in per cent. */
function shareOfAttempts(label: string, outcomes: readonly AttemptOutcome[]): MathExpression {
  return new MathExpression({
    label,
    expression: `IF(attempts >= ${fewestAttempts}, 100 * counted / attempts, 0)`,
    usingMetrics: {
      attempts: sumOf('attempts', ['accepted', 'retried', 'rejected']),
      counted: sumOf('counted', outcomes),
    },
    period: usualPeriod,
  });
}

function sumOf(label: string, outcomes: readonly AttemptOutcome[]): MathExpression {
  const metrics = Object.fromEntries(
    outcomes.flatMap((outcome) => Object.entries(byBothFunctions[outcome]())),
  );
  // Refusals are written only when there are any, and nothing by a function that did not run.
  const filled = Object.keys(metrics).map((id) => `FILL(${id}, 0)`);
  return new MathExpression({
    label,
    expression: filled.join(' + '),
    usingMetrics: metrics,
    period: usualPeriod,
  });
}

const byBothFunctions: Readonly<Record<AttemptOutcome, () => Record<string, IMetric>>> = {
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
