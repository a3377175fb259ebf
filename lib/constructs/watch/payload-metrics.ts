import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { fetchesMetricName } from '../../../lambdas/aws/payloads/publish-fetch.ts';
import { metricNames } from '../../../lambdas/aws/report.ts';
import { functionMetric } from './metrics.ts';

/** The functions that store the details of large events, or look at them. */
export type PayloadFunctionName = 'fan-out' | 'retry' | 'replay';

/** How many details a function stored in five minutes. */
export function storedPayloads(service: PayloadFunctionName): Metric {
  return payloadMetric(service, metricNames.storedPayloads);
}

/** How many details a function could not store, see or link to for now, in five minutes. */
export function payloadsNotStored(service: PayloadFunctionName): Metric {
  return payloadMetric(service, metricNames.payloadsNotStored);
}

/** How many links led to the detail of a large event, in five minutes. */
export function payloadFetches(): Metric {
  return functionMetric('registration', fetchesMetricName, { label: 'details fetched' });
}

function payloadMetric(service: PayloadFunctionName, name: string): Metric {
  return functionMetric(service, name, { label: `${name}, ${service}` });
}
