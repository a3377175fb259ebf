import { metricsNamespace, registrationEnvironment } from '../../../lambdas/settings/deployment.ts';
import type { FunctionName } from '../../../lambdas/bundle/bundle.ts';
import type { RegistrationVariable } from '../../../lambdas/registration/env.ts';
import { homeRegion, partnerName } from '../../../local/partner.ts';
import { fanOutVariables, retryVariables } from '../../simulators/delivery-variables.ts';
import { localReconcileEnvironment } from '../../../local/reconcile/reconcile-environment.ts';

const tableName = 'Mappings';

/** Each function's own variables, valid ones, for services at a URL. */
export function environmentsAt(
  url: string,
): Readonly<Record<FunctionName, Record<string, string>>> {
  const registration = {
    ...registrationEnvironment,
    MAPPING_TABLE_NAME: tableName,
    EVENTS_QUEUE_URL: `${url}/000000000000/events`,
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
    'fan-out': withMetrics('fan-out', fanOutVariables(url)),
    retry: withMetrics('retry', retryVariables(url)),
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
