import { deployments, powertoolsEnvironment } from '../../../lambdas/settings/deployment.ts';
import { environmentOf } from '../../../lambdas/settings/environment-of.ts';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import { sdkEnvironment } from '../../../local/sdk-environment.ts';
import { region } from './workload.ts';

/** The fan-out function's variables as a stage deploys them, with every service at one address. */
export function functionVariables(url: string): Readonly<Record<string, string>> {
  const queue = (name: string) => `${url}/000000000000/${name}`;
  return {
    ...environmentOf('fan-out', {
      ...standardSettings,
      share: { maxCallsInFlightPerRegion: deployments['fan-out'].callsInFlightPerRegion },
      place: {
        mappingTableName: 'mappings',
        homeRegion: region,
        eventsQueueUrl: queue('events'),
        eventsDeadLetterQueueUrl: queue('events-dead-letters'),
        retryQueueUrl: queue('retries'),
        retryDeadLetterQueueUrl: queue('retries-dead-letters'),
      },
    }),
    ...sdkEnvironment({ sqs: url, dynamodb: url, eventBridge: url }),
    AWS_REGION: region,
    ...powertoolsEnvironment('fan-out'),
  };
}
