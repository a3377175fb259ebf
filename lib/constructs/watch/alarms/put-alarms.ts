import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmDefinition } from './impact-alarm.ts';
import { usualPeriod } from '../metrics.ts';
import { putMetric, type PutMetricName } from '../put-metrics.ts';

/** Fewer calls or entries in five minutes are ignored. */
const fewest = 100;

/**
 * The alarms on EventBridge's own counts of PutPartnerEvents calls to this Region, from any caller. An
 * alarm sees no other Region: the functions' own counts cover calls to Regions without a stack.
 * EventBridge writes nothing when nobody calls: no data is good.
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
    impact:
      "Calls to EventBridge in this Region fail. This Region's customers get their events late.",
    runbookSection: 'put-partner-events-failing',
    metric: share('PutPartnerEventsApproximateFailedCount', 'PutPartnerEventsApproximateCallCount'),
    breaches: 'above',
    // Far above the usual share of lost calls; a Region with an outage soon exceeds it.
    threshold: 5,
  };
}

function entriesFailing(): AlarmDefinition {
  return {
    ...common,
    name: 'put-partner-events-entries-failing',
    impact:
      'EventBridge fails entries in this Region. Their customers get no events until the cause is fixed.',
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
    impact: "EventBridge throttles calls in this Region. This Region's customers get events late.",
    runbookSection: 'put-partner-events-throttled',
    metric: share(
      'PutPartnerEventsApproximateThrottledCount',
      'PutPartnerEventsApproximateCallCount',
    ),
    breaches: 'above',
    // The fleet is sized to stay below the quota: more than one call in a hundred is not a burst.
    threshold: 1,
  };
}

function nearQuota(quotaPerSecond: number): AlarmDefinition {
  return {
    ...common,
    name: 'put-partner-events-near-quota',
    impact:
      "Calls in this Region come near their quota. Soon this Region's customers get events late.",
    runbookSection: 'put-partner-events-throttled',
    metric: callsPerSecond(),
    breaches: 'above',
    // AWS takes days to raise a quota: a fifth is left for them.
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
