import { Duration } from 'aws-cdk-lib';
import { Stats, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { reconcileMetricNames as names } from '../../../../lambdas/aws/publish-reconcile-report.ts';
import type { AlarmDefinition } from './impact-alarm.ts';
import { reconcileMetric } from '../metrics.ts';
import { holdsSomething } from './queue-alarms.ts';
import type { WatchedControlPlane, WatchedStage } from '../watched.ts';

/** The alarms of the reconciler. None of them is worth a night: events flow without it. */
export function reconcilerAlarms(
  { deadLetters }: WatchedControlPlane['reconciler'],
  { reconcile: { everyMinutes } }: Pick<WatchedStage, 'reconcile'>,
): readonly AlarmDefinition[] {
  return [
    late(everyMinutes),
    callsFailing(everyMinutes),
    neverComplete(everyMinutes),
    {
      name: 'reconciler-dead-letters',
      severity: 'ticket',
      impact: 'A run of the reconciler failed or was never started. The next one does its work.',
      runbookSection: 'reconciler-dead-letters',
      ...holdsSomething(deadLetters),
    },
    checksAging(everyMinutes),
    expiring(everyMinutes),
  ];
}

function late(everyMinutes: number): AlarmDefinition {
  return {
    name: 'reconciler-late',
    severity: 'ticket',
    impact:
      'Nobody asks AWS what became of the sources: events for a source whose bus is deleted are ' +
      'accepted and lost in silence, and the vendor hears of no expiry.',
    runbookSection: 'reconciler-late',
    metric: reconcileMetric(names.checked, {
      statistic: Stats.SAMPLE_COUNT,
      period: Duration.minutes(everyMinutes),
    }),
    breaches: 'below',
    threshold: 1,
    // An hour, or four runs where they are further apart: one may fail, and one may be under way.
    periods: Math.max(4, Math.ceil(60 / everyMinutes)),
    // A reconciler that does not run writes nothing: silence is the very thing that is watched for.
    missingData: 'bad',
  };
}

// Of a run that did not take place, `reconciler-late` tells.
const missingData = 'good';

function callsFailing(everyMinutes: number): AlarmDefinition {
  return {
    name: 'reconciler-calls-failing',
    severity: 'ticket',
    impact: 'AWS does not answer the reconciler: the state of some sources is not known.',
    runbookSection: 'reconciler-failing',
    metric: reconcileMetric(names.failedCalls, {
      statistic: Stats.SUM,
      period: Duration.minutes(everyMinutes),
    }),
    breaches: 'atLeast',
    // So many sources have failed at least where a Region is left (lambdas/reconcile/circuit-breaker.ts).
    threshold: 10,
    periods: 2,
    missingData,
  };
}

function neverComplete(everyMinutes: number): AlarmDefinition {
  return {
    name: 'reconciler-never-complete',
    severity: 'ticket',
    impact: 'No run gets through its work: changes of some sources are seen late or not at all.',
    runbookSection: 'reconciler-failing',
    metric: reconcileMetric(names.incomplete, {
      statistic: Stats.MINIMUM,
      period: Duration.minutes(Math.max(60, everyMinutes)),
    }),
    breaches: 'atLeast',
    threshold: 1,
    // The rotation of more than 33,000 sources a Region takes several runs, which is no fault; 24
    // runs, six hours as a rule, come round 790,000.
    periods: 6,
    missingData,
  };
}

function checksAging(everyMinutes: number): AlarmDefinition {
  return {
    name: 'checks-aging',
    severity: 'ticket',
    impact:
      'Some sources have not been looked at for a day: that a customer deleted the bus is not ' +
      'known, and events for it are accepted and lost in silence.',
    runbookSection: 'checks-aging',
    metric: newest(names.oldestCheckSeconds, everyMinutes),
    breaches: 'above',
    // A source that goes back to PENDING is deleted after a week or more: a day leaves time to act.
    threshold: Math.max(Duration.days(1).toSeconds(), 2 * 60 * everyMinutes),
    periods: 2,
    missingData,
  };
}

function expiring(everyMinutes: number): AlarmDefinition {
  return {
    name: 'sources-expiring',
    severity: 'ticket',
    impact:
      'AWS will delete sources that nobody has accepted. Their customers believe that they are ' +
      'connected, and get nothing.',
    runbookSection: 'sources-expiring',
    metric: newest(names.expiringSoon, everyMinutes),
    breaches: 'atLeast',
    // Each is a customer to write to.
    threshold: 1,
    periods: 1,
    missingData,
  };
}

/** A metric that each run writes once. */
function newest(name: Parameters<typeof reconcileMetric>[0], everyMinutes: number): Metric {
  const period = Duration.minutes(everyMinutes);
  return reconcileMetric(name, { statistic: Stats.MAXIMUM, period });
}
