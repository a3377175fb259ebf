import type { CacheSettings } from '../../lambdas/delivery/cached-mappings.ts';
import type { DeliverSettings } from '../../lambdas/delivery/deliver.ts';
import { deliverSettings } from '../../lambdas/delivery/settings.ts';
import { parseRetryEnvironment } from '../../lambdas/retry/env.ts';
import {
  deploymentsFor,
  visibilityTimeoutSeconds,
  type QueueFunctionName,
} from '../../lambdas/settings/deployment.ts';
import type { Preference } from '../../lambdas/settings/fleet.ts';
import { fanOutSettings, parseFanOutEnvironment } from '../../lambdas/fan-out/env.ts';
import { fanOutVariables, retryVariables } from '../../tools/simulators/delivery-variables.ts';

// At such rates a stage prefers cost.
const deployments = deploymentsFor('cost');

/**
 * The settings of a function that delivers, as a stage that sets none but what it prefers deploys it: written
 * to its variables and read from them. Both functions read the same.
 */
export function deployedSettings(
  name: QueueFunctionName,
  prefer: Preference = 'cost',
): DeliverSettings {
  const { callsInFlightPerRegion } = deploymentsFor(prefer)[name];
  const environment = retryVariables('http://127.0.0.1', callsInFlightPerRegion);
  return deliverSettings(parseRetryEnvironment(environment));
}

/** How a function's queue is deployed. */
export function deployedQueue(name: QueueFunctionName) {
  const { maxReceiveCount } = deployments[name];
  const visibilityTimeoutMs = visibilityTimeoutSeconds(deployments[name]) * 1000;
  return { visibilityTimeoutMs, maxReceiveCount };
}

/** How long the fan-out function remembers mappings, and of how many generators. */
export function deployedCache(): CacheSettings {
  return fanOutSettings(parseFanOutEnvironment(fanOutVariables('http://127.0.0.1'))).mappingCache;
}
