import { join } from 'node:path';
import { registrationServices } from '../../lambdas/aws/registration-services.ts';
import type { Log } from '../../lambdas/ports/delivery.ts';
import { tenantOf } from '../../lambdas/domain/generator.ts';
import { readCatalog } from '../../lambdas/registration/catalog.ts';
import type { RegistrationSettings } from '../../lambdas/ports/registration-services.ts';
import type { RequestContext } from '../../lambdas/registration/request-context.ts';
import { standardSettings } from '../../lambdas/settings/standard-settings.ts';
import type { Connection } from '../target/connection.ts';

const catalogFolder = join(import.meta.dirname, '../../catalog');

/**
 * What the registration API's code needs to serve a tenant, for an operator acting on its behalf.
 *
 * @param generator its first segment is the tenant
 */
export function registrationContext(
  connection: Connection,
  generator: string,
  log: Log,
): RequestContext {
  const { partnerName, mappingTableName: tableName, queues, clockAheadMs } = connection;
  const services = registrationServices(
    { tableName, eventsQueueUrl: queues.events.url },
    settingsOf(connection),
    readCatalog(catalogFolder, partnerName),
    log,
  );
  return {
    ...services,
    calls: services.beginSourceCalls(),
    tenant: tenantOf(generator),
    subject: 'operator',
    isSupport: false,
    nowMs: Date.now() + clockAheadMs,
  };
}

function settingsOf({
  partnerName,
  customerRegions,
  tenantLimits,
  policy,
}: Connection): RegistrationSettings {
  return {
    partnerName,
    regions: customerRegions,
    limits: tenantLimits,
    // Only the reconciler notifies the vendor of an approaching expiry.
    policy: { ...policy, expiringDays: [] },
    // An operator signs in to AWS and makes no HTTP request: the rest is unused.
    tenantClaim: '',
    signIn: { issuer: '', clientId: '', scope: '', parameters: {}, bearer: 'access_token' },
    signInOrigins: [],
    maxRequestsPerMinute: Infinity,
    maxBodyBytes: Infinity,
    history: standardSettings.history,
  };
}
