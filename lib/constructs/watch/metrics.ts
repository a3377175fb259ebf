import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { reconcileMetricNames } from '../../../lambdas/aws/publish-reconcile-report.ts';
import { metricNames } from '../../../lambdas/aws/report.ts';
import { metricsNamespace, type QueueFunctionName } from '../../../lambdas/settings/deployment.ts';
import type { DeadLetterReason } from '../../../lambdas/domain/dead-letter.ts';
import type { DropReason } from '../../../lambdas/delivery/batch-counters.ts';
import type { SourceState } from '../../../lambdas/domain/source-state.ts';
import type { FunctionName } from '../../../lambdas/settings/function-name.ts';
import type { Finding } from '../../../lambdas/domain/reconciliation.ts';

/** The functions that deliver. */
export const deliveryFunctions = [
  'fan-out',
  'retry',
] as const satisfies readonly QueueFunctionName[];

/** Five minutes: long enough to rule out a blip, short enough to alert in time. */
export const usualPeriod = Duration.minutes(5);

type NameOf<Names> = Names[keyof Names];

/** A metric that is written without a reason. */
export type DeliveryMetricName = Exclude<
  NameOf<typeof metricNames>,
  typeof metricNames.dropped | typeof metricNames.deadLettered
>;

/** A metric of the batches of a function; the sum over five minutes by default. */
export function deliveryMetric(
  service: QueueFunctionName,
  metricName: DeliveryMetricName,
  { statistic = Stats.SUM, label }: { statistic?: string; label?: string } = {},
): Metric {
  return functionMetric(service, metricName, {
    statistic,
    label: label ?? `${metricName}, ${service}`,
  });
}

/** How many entries or events a function dead-lettered for a reason, in five minutes. */
export function deadLettered(service: QueueFunctionName, reason: DeadLetterReason): Metric {
  const label = `${reason}, ${service}`;
  return functionMetric(service, metricNames.deadLettered, { label, dimensions: { reason } });
}

/** How many events or entries a function dropped for a reason, in five minutes. */
export function dropped(service: QueueFunctionName, reason: DropReason): Metric {
  const label = `${reason}, ${service}`;
  return functionMetric(service, metricNames.dropped, { label, dimensions: { reason } });
}

type ReconcileMetricName = NameOf<typeof reconcileMetricNames>;

/** A metric that the reconciler writes by state or finding; the others have neither. */
type ReconcileDimension =
  { readonly state: SourceState } | { readonly finding: Finding } | Readonly<Record<string, never>>;

/** A metric of the reconciler's runs. A period without a run has no data. */
export function reconcileMetric(
  metricName: ReconcileMetricName,
  {
    statistic,
    period = usualPeriod,
    dimensions = {},
  }: { statistic: string; period?: Duration; dimensions?: ReconcileDimension },
): Metric {
  const label = Object.values(dimensions)[0] ?? metricName;
  return functionMetric('reconcile', metricName, { statistic, period, label, dimensions });
}

/** A metric of a function. */
export function functionMetric(
  service: FunctionName,
  metricName: string,
  {
    dimensions = {},
    ...rest
  }: {
    label: string;
    statistic?: string;
    period?: Duration;
    dimensions?: Readonly<Record<string, string>>;
  },
): Metric {
  return new Metric({
    namespace: metricsNamespace,
    metricName,
    statistic: Stats.SUM,
    period: usualPeriod,
    dimensionsMap: { service, ...dimensions },
    ...rest,
  });
}
