import {
  powertoolsEnvironment,
  reconcileRequestsPerSecond,
} from '../../../lambdas/settings/deployment.ts';
import { environmentOf } from '../../../lambdas/settings/environment-of.ts';
import type { FunctionName } from '../../../lambdas/settings/function-name.ts';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import { homeRegion, partnerName } from '../../../local/partner.ts';

/** Each function's own variables, valid ones, for services at a URL. */
export function environmentsAt(
  url: string,
): Readonly<Record<FunctionName, Record<string, string>>> {
  const settings = settingsAt(url);
  return {
    'fan-out': withMetrics('fan-out', environmentOf('fan-out', settings)),
    retry: withMetrics('retry', environmentOf('retry', settings)),
    history: withMetrics('history', environmentOf('history', settings)),
    replay: withMetrics('replay', environmentOf('replay', settings)),
    reconcile: withMetrics('reconcile', environmentOf('reconcile', settings)),
    registration: withMetrics('registration', environmentOf('registration', settings)),
  };
}

function settingsAt(url: string) {
  const queueUrl = (name: string) => `${url}/000000000000/${name}`;
  return {
    ...standardSettings,
    share: {
      maxCallsInFlightPerRegion: 4,
      requestsPerSecond: reconcileRequestsPerSecond(standardSettings.quotas),
    },
    signIn: { ...standardSettings.signIn, issuer: url, clientId: 'console', origins: [url] },
    place: {
      mappingTableName: 'Mappings',
      homeRegion,
      eventsQueueUrl: queueUrl('events'),
      eventsDeadLetterQueueUrl: queueUrl('events-dead'),
      retryQueueUrl: queueUrl('retries'),
      retryDeadLetterQueueUrl: queueUrl('retries-dead'),
      historyQueueUrl: queueUrl('history'),
      historyTableName: 'History',
      historyBucketPrefix: 'history',
      historyRegions: [homeRegion],
      payloadBucketPrefix: 'payloads',
      publicUrl: url,
      replayQueueUrl: queueUrl('replays'),
      partnerName,
      searchedRegions: [homeRegion],
      brandFolder: '/opt/brand',
      customerRegions: [homeRegion],
    },
  };
}

function withMetrics(name: FunctionName, variables: Readonly<Record<string, string>>) {
  return { ...variables, ...powertoolsEnvironment(name) };
}
