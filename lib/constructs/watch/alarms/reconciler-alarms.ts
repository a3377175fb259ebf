import { Duration } from 'aws-cdk-lib';
import { Stats, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { reconcileMetricNames as names } from '../../../../lambdas/aws/publish-reconcile-report.ts';
import type { AlarmDefinition } from './impact-alarm.ts';
import { reconcileMetric } from '../metrics.ts';
import { holdsSomething } from './queue-alarms.ts';
import type { WatchedControlPlane, WatchedStage } from '../watched.ts';

/** The alarms of the reconciler. None of them pages: events flow without it. */
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
      impact: 'A run of the reconciler failed or did not start. The next run does its work.',
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
      'Nothing checks the sources with AWS. When a customer deletes an event bus, its events are ' +
      'accepted and lost unnoticed, and the vendor is not notified of expiring sources.',
    runbookSection: 'reconciler-late',
    metric: reconcileMetric(names.checked, {
      statistic: Stats.SAMPLE_COUNT,
      period: Duration.minutes(everyMinutes),
    }),
    breaches: 'below',
    threshold: 1,
    // An hour, or four runs if they are further apart: one may fail, and one may be running.
    periods: Math.max(4, Math.ceil(60 / everyMinutes)),
    // A reconciler that does not run writes nothing: missing data is the fault to detect.
    missingData: 'bad',
  };
}

// `reconciler-late` covers runs that did not take place.
const missingData = 'good';

function callsFailing(everyMinutes: number): AlarmDefinition {
  return {
    name: 'reconciler-calls-failing',
    severity: 'ticket',
    impact: "The reconciler's calls to AWS fail. The state of some sources is unknown.",
    runbookSection: 'reconciler-failing',
    metric: reconcileMetric(names.failedCalls, {
      statistic: Stats.SUM,
      period: Duration.minutes(everyMinutes),
    }),
    breaches: 'atLeast',
    // At least this many have failed when a Region's circuit breaker opens
    // (lambdas/reconcile/circuit-breaker.ts).
    threshold: 10,
    periods: 2,
    missingData,
  };
}

function neverComplete(everyMinutes: number): AlarmDefinition {
  return {
    name: 'reconciler-never-complete',
    severity: 'ticket',
    impact: 'No run finishes its work. Changes of some sources are seen late or never.',
    runbookSection: 'reconciler-failing',
    metric: reconcileMetric(names.incomplete, {
      statistic: Stats.MINIMUM,
      period: Duration.minutes(Math.max(60, everyMinutes)),
    }),
    breaches: 'atLeast',
    threshold: 1,
    // The rotation through more than 33,000 sources in a Region takes several runs, which is not a
    // fault; 24 runs, usually six hours, cover 790,000.
    periods: 6,
    missingData,
  };
}

function checksAging(everyMinutes: number): AlarmDefinition {
  return {
    name: 'checks-aging',
    severity: 'ticket',
    impact:
      'Some sources have not been checked for a day. If a customer deleted the event bus, events ' +
      'for it are accepted and lost unnoticed.',
    runbookSection: 'checks-aging',
    metric: newest(names.oldestCheckSeconds, everyMinutes),
    breaches: 'above',
    // AWS deletes a source a week or more after it goes back to PENDING: a day leaves time to act.
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
      'AWS will soon delete sources that no event bus is associated with. Their customers get no ' +
      'events, and may not know.',
    runbookSection: 'sources-expiring',
    metric: newest(names.expiringSoon, everyMinutes),
    breaches: 'atLeast',
    // Each one is a customer to contact.
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
