import type { DeliverSettings } from '../../lambdas/delivery/deliver.ts';
import { deliverSettings } from '../../lambdas/delivery/settings.ts';
import { parseRetryEnvironment } from '../../lambdas/retry/env.ts';
import { deployments, type QueueFunctionName } from '../../lambdas/settings/deployment.ts';
import { environmentOf } from '../../lambdas/settings/environment-of.ts';
import { standardSettings } from '../../lambdas/settings/standard-settings.ts';

/**
 * The settings of a function that delivers, as a stage that sets none deploys it: written to its variables
 * and read from them. Both functions read the same.
 */
export function deployedSettings(name: QueueFunctionName): DeliverSettings {
  const environment = environmentOf('retry', {
    ...standardSettings,
    share: { maxCallsInFlightPerRegion: deployments[name].callsInFlightPerRegion },
    place: {
      mappingTableName: 'mappings',
      homeRegion: 'us-east-1',
      retryQueueUrl: 'http://127.0.0.1/retries',
      retryDeadLetterQueueUrl: 'http://127.0.0.1/retries-dead-letters',
    },
  });
  return deliverSettings(parseRetryEnvironment(environment));
}
