import {
  deliveryEnvironment,
  mappingCacheSeconds,
  metricsNamespace,
  registrationEnvironment,
} from '../../../lambdas/settings/deployment.ts';
import type { FunctionName } from '../../../lambdas/bundle/bundle.ts';
import type { FanOutVariable } from '../../../lambdas/fan-out/env.ts';
import type { RegistrationVariable } from '../../../lambdas/registration/env.ts';
import type { RetryVariable } from '../../../lambdas/retry/env.ts';
import { homeRegion, partnerName } from '../../../local/partner.ts';
import { localReconcileEnvironment } from '../../../local/reconcile/reconcile-environment.ts';

const tableName = 'Mappings';

/** Each function's own variables, valid ones, for services at a URL. */
export function environmentsAt(
  url: string,
): Readonly<Record<FunctionName, Record<string, string>>> {
  const queueUrl = (name: string) => `${url}/000000000000/${name}`;
  const delivery = {
    ...deliveryEnvironment,
    MAPPING_TABLE_NAME: tableName,
    HOME_REGION: homeRegion,
    MAX_CALLS_IN_FLIGHT_PER_REGION: '4',
    RETRY_QUEUE_URL: queueUrl('retries'),
    RETRY_DEAD_LETTER_QUEUE_URL: queueUrl('retries-dead'),
  } satisfies Record<RetryVariable, string>;
  const fanOut = {
    ...delivery,
    EVENTS_QUEUE_URL: queueUrl('events'),
    EVENTS_DEAD_LETTER_QUEUE_URL: queueUrl('events-dead'),
    MAPPING_CACHE_SECONDS: mappingCacheSeconds,
  } satisfies Record<FanOutVariable, string>;
  const registration = {
    ...registrationEnvironment,
    MAPPING_TABLE_NAME: tableName,
    EVENTS_QUEUE_URL: queueUrl('events'),
    PARTNER_NAME: partnerName,
    REGIONS: homeRegion,
    TENANT_CLAIM: 'tenant',
    SIGN_IN_ISSUER: url,
    SIGN_IN_CLIENT_ID: 'console',
    SIGN_IN_SCOPE: 'openid',
    SIGN_IN_PARAMETERS: '{}',
    SIGN_IN_BEARER: 'access_token',
    SIGN_IN_ORIGINS: url,
  } satisfies Record<RegistrationVariable, string>;
  return {
    'fan-out': withMetrics('fan-out', fanOut),
    retry: withMetrics('retry', delivery),
    reconcile: withMetrics('reconcile', localReconcileEnvironment(tableName, [homeRegion])),
    registration: withMetrics('registration', registration),
  };
}

function withMetrics(name: FunctionName, variables: Readonly<Record<string, string>>) {
  return {
    ...variables,
    POWERTOOLS_SERVICE_NAME: name,
    POWERTOOLS_METRICS_NAMESPACE: metricsNamespace,
  };
}
