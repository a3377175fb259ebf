import type { DeliverSettings } from '../../lambdas/delivery/deliver.ts';
import { deliverSettings } from '../../lambdas/delivery/settings.ts';
import { parseRetryEnvironment } from '../../lambdas/retry/env.ts';
import { deployments, type QueueFunctionName } from '../../lambdas/settings/deployment.ts';
import { retryVariables } from '../../tools/simulators/delivery-variables.ts';

/**
 * The settings of a function that delivers, as a stage that sets none deploys it: written to its variables
 * and read from them. Both functions read the same.
 */
export function deployedSettings(name: QueueFunctionName): DeliverSettings {
  const { callsInFlightPerRegion } = deployments[name];
  const environment = retryVariables('http://127.0.0.1', callsInFlightPerRegion);
  return deliverSettings(parseRetryEnvironment(environment));
}
