import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmDefinition } from './impact-alarm.ts';
import { usualPeriod } from '../metrics.ts';
import { putMetric, type PutMetricName } from '../put-metrics.ts';

/** Fewer calls or entries in five minutes say nothing. */
const fewest = 100;

/**
 * The alarms of EventBridge's own counts of PutPartnerEvents calls to this Region, whoever made them.
 * An alarm sees no other Region: calls to Regions without a stack are watched by the functions' own
 * counts. EventBridge counts nothing when nobody calls: no data is good.
 *
 * @param quotaPerSecond the account's quota of calls to a Region
 */
export function putAlarms(quotaPerSecond: number): readonly AlarmDefinition[] {
  return [callsFailing(), entriesFailing(), throttled(), nearQuota(quotaPerSecond)];
}

const common = { severity: 'ticket', periods: 3, missingData: 'good' } as const;

function callsFailing(): AlarmDefinition {
  return {
    ...common,
    name: 'put-partner-events-calls-failing',
    impact: "EventBridge fails calls to this Region: customers of it get the calls' events late.",
    runbookSection: 'put-partner-events-failing',
    metric: share('PutPartnerEventsApproximateFailedCount', 'PutPartnerEventsApproximateCallCount'),
    breaches: 'above',
    // Far above what is lost on the way; a Region that is out of order soon has more.
    threshold: 5,
  };
}

function entriesFailing(): AlarmDefinition {
  return {
    ...common,
    name: 'put-partner-events-entries-failing',
    impact: 'EventBridge refuses entries to this Region: their customers get nothing until then.',
    runbookSection: 'put-partner-events-failing',
    metric: share('PutPartnerEventsFailedEntriesCount', 'PutPartnerEventsEntriesCount'),
    breaches: 'above',
    threshold: 5,
  };
}

function throttled(): AlarmDefinition {
  return {
    ...common,
    name: 'put-partner-events-throttled',
    impact: 'EventBridge throttles calls to this Region: customers of it get events late.',
    runbookSection: 'put-partner-events-throttled',
    metric: share(
      'PutPartnerEventsApproximateThrottledCount',
      'PutPartnerEventsApproximateCallCount',
    ),
    breaches: 'above',
    // The fleet is made to stay below the quota: a part in a hundred is no burst any more.
    threshold: 1,
  };
}

function nearQuota(quotaPerSecond: number): AlarmDefinition {
  return {
    ...common,
    name: 'put-partner-events-near-quota',
    impact: 'Calls to this Region come near their quota: soon customers of it get events late.',
    runbookSection: 'put-partner-events-throttled',
    metric: callsPerSecond(),
    breaches: 'above',
    // A raise of a quota takes days: a fifth is left for them.
    threshold: 0.8 * quotaPerSecond,
  };
}

function share(part: PutMetricName, whole: PutMetricName): MathExpression {
  return new MathExpression({
    label: `${part}, %`,
    expression: `IF(whole >= ${fewest}, 100 * FILL(part, 0) / whole, 0)`,
    usingMetrics: { part: putMetric(part), whole: putMetric(whole) },
    period: usualPeriod,
  });
}

function callsPerSecond(): MathExpression {
  const period = Duration.minutes(1);
  return new MathExpression({
    label: 'calls a second',
    expression: 'calls / PERIOD(calls)',
    usingMetrics: { calls: putMetric('PutPartnerEventsApproximateCallCount', { period }) },
    period,
  });
}
