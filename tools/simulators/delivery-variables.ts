import { deploymentsFor } from '../../lambdas/settings/deployment.ts';
import { environmentOf, type Variable } from '../../lambdas/settings/environment-of.ts';
import { standardSettings } from '../../lambdas/settings/standard-settings.ts';

// At such rates a stage prefers cost.
const deployments = deploymentsFor('cost');

/** The retry function's variables as a stage deploys them, its queues at a URL. */
export function retryVariables(
  url: string,
  maxCallsInFlightPerRegion = deployments.retry.callsInFlightPerRegion,
): Record<Variable<'retry'>, string> {
  return environmentOf('retry', {
    ...standardSettings,
    share: { maxCallsInFlightPerRegion },
    place: placeAt(url),
  });
}

/** The fan-out function's variables as a stage deploys them, its queues at a URL. */
export function fanOutVariables(url: string): Record<Variable<'fan-out'>, string> {
  return environmentOf('fan-out', {
    ...standardSettings,
    share: { maxCallsInFlightPerRegion: deployments['fan-out'].callsInFlightPerRegion },
    place: placeAt(url),
  });
}

function placeAt(url: string) {
  const queueUrl = (name: string) => `${url}/000000000000/${name}`;
  return {
    mappingTableName: 'mappings',
    homeRegion: 'us-east-1',
    eventsQueueUrl: queueUrl('events'),
    eventsDeadLetterQueueUrl: queueUrl('events-dead-letters'),
    retryQueueUrl: queueUrl('retries'),
    retryDeadLetterQueueUrl: queueUrl('retries-dead-letters'),
    historyQueueUrl: queueUrl('history'),
    historyBucketPrefix: 'history',
    payloadBucketPrefix: 'payloads',
  };
}
