import type { FanOutVariable } from '../../lambdas/fan-out/env.ts';
import type { RetryVariable } from '../../lambdas/retry/env.ts';
import {
  deliveryEnvironment,
  deployments,
  mappingCacheSeconds,
} from '../../lambdas/settings/deployment.ts';

const homeRegion = 'us-east-1';

/** The retry function's variables as a stage deploys them, its queues at a URL. */
export function retryVariables(url: string): Record<RetryVariable, string> {
  return {
    ...deliveryEnvironment,
    MAX_CALLS_IN_FLIGHT_PER_REGION: String(deployments.retry.callsInFlightPerRegion),
    MAPPING_TABLE_NAME: 'mappings',
    HOME_REGION: homeRegion,
    RETRY_QUEUE_URL: `${url}/000000000000/retries`,
    RETRY_DEAD_LETTER_QUEUE_URL: `${url}/000000000000/retries-dead-letters`,
  };
}

/** The fan-out function's variables as a stage deploys them, its queues at a URL. */
export function fanOutVariables(url: string): Record<FanOutVariable, string> {
  return {
    ...retryVariables(url),
    MAX_CALLS_IN_FLIGHT_PER_REGION: String(deployments['fan-out'].callsInFlightPerRegion),
    EVENTS_QUEUE_URL: `${url}/000000000000/events`,
    EVENTS_DEAD_LETTER_QUEUE_URL: `${url}/000000000000/events-dead-letters`,
    MAPPING_CACHE_SECONDS: mappingCacheSeconds,
  };
}
