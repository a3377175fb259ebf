import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { WatchedFunction } from '../watched.ts';
import type { Graph } from './widgets.ts';

/** A function's invocations, errors, throttles and stopped loops, and its longest duration. */
export function functionGraph(title: string, { function: shown }: WatchedFunction): Graph {
  return {
    title,
    unit: 'in 5 minutes',
    left: [
      shown.metricInvocations({ label: 'invocations' }),
      shown.metricErrors({ label: 'errors' }),
      shown.metricThrottles({ label: 'throttles' }),
      shown.metric('RecursiveInvocationsDropped', {
        statistic: Stats.SUM,
        label: 'stopped as a recursive loop',
      }),
    ],
    right: [shown.metricDuration({ statistic: Stats.MAXIMUM, label: 'longest' })],
    rightUnit: 'milliseconds',
  };
}
