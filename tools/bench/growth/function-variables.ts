import {
  deliveryEnvironment,
  deployments,
  mappingCacheSeconds,
  metricsNamespace,
} from '../../../lambdas/settings/deployment.ts';
import type { FanOutVariable } from '../../../lambdas/fan-out/env.ts';
import { sdkEnvironment } from '../../../local/sdk-environment.ts';
import { region } from './workload.ts';

/** The fan-out function's variables as a stage deploys them, with every service at one address. */
export function functionVariables(url: string): Readonly<Record<string, string>> {
  const queue = (name: string) => `${url}/000000000000/${name}`;
  return {
    ...deliveryEnvironment,
    MAX_CALLS_IN_FLIGHT_PER_REGION: String(deployments['fan-out'].callsInFlightPerRegion),
    MAPPING_TABLE_NAME: 'mappings',
    HOME_REGION: region,
    EVENTS_QUEUE_URL: queue('events'),
    EVENTS_DEAD_LETTER_QUEUE_URL: queue('events-dead-letters'),
    RETRY_QUEUE_URL: queue('retries'),
    RETRY_DEAD_LETTER_QUEUE_URL: queue('retries-dead-letters'),
    MAPPING_CACHE_SECONDS: mappingCacheSeconds,
    ...sdkEnvironment({ sqs: url, dynamodb: url, eventBridge: url }),
    AWS_REGION: region,
    POWERTOOLS_SERVICE_NAME: 'fan-out',
    POWERTOOLS_METRICS_NAMESPACE: metricsNamespace,
  } satisfies Record<FanOutVariable, string> & Record<string, string>;
}
