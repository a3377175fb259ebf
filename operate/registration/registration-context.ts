import { historyReaders } from '../../lambdas/aws/history/history-readers.ts';
import { registrationServices } from '../../lambdas/aws/registration-services.ts';
import type { Log } from '../../lambdas/ports/delivery.ts';
import { replayedEntriesPerSecond } from '../../lambdas/registration/env.ts';
import type {
  RegistrationServices,
  RegistrationSettings,
} from '../../lambdas/ports/registration-services.ts';
import type { RequestContext } from '../../lambdas/registration/request-context.ts';
import { OperationError } from '../operation-error.ts';
import { readOwnCatalog } from '../own-catalog.ts';
import type { Connection } from '../target/connection.ts';

/** What the registration API's code needs to serve a tenant, for an operator acting on its behalf. */
export function registrationContext(
  connection: Connection,
  tenant: string,
  log: Log,
): RequestContext {
  const { partnerName, mappingTableName: tableName, queues, clockAheadMs } = connection;
  const settings = settingsOf(connection);
  const services = registrationServices(
    {
      tableName,
      eventsQueueUrl: queues.events.url,
      replayQueueUrl: replayQueueUrlOf(connection),
      history: historyReaders(connection.historyPlace, {
        rowDays: settings.history.rowDays,
        log,
        // The log has said so.
        onForeignBody: () => undefined,
      }),
    },
    settings,
    { catalog: readOwnCatalog(partnerName), catalogExports: noExports },
    log,
  );
  return {
    ...services,
    calls: services.beginSourceCalls(),
    tenant,
    // The tenant sees it on its page as who started a replay: not the operator's name.
    subject: 'operator',
    isSupport: false,
    nowMs: Date.now() + clockAheadMs,
  };
}

// No operator downloads them: `fanout catalog export` makes them.
const noExports: RegistrationServices['catalogExports'] = {
  list: async () => await Promise.resolve([]),
  find: async () => await Promise.resolve(undefined),
};

function replayQueueUrlOf({ replayQueueUrl, title }: Connection): string {
  if (replayQueueUrl !== undefined) return replayQueueUrl;
  throw new OperationError(`${title} is not the home Region`);
}

function settingsOf({
  partnerName,
  customerRegions,
  tenantLimits,
  policy,
  settings: { history, replay },
}: Connection): RegistrationSettings {
  return {
    partnerName,
    regions: customerRegions,
    limits: tenantLimits,
    // Only the reconciler notifies the vendor of an approaching expiry, or of what goes on for long.
    policy: {
      ...policy,
      expiringDays: [],
      failingHours: [],
      booksMissed: history.rows !== 'none',
    },
    // An operator signs in to AWS and makes no HTTP request: the rest is unused.
    tenantClaim: '',
    signIn: { issuer: '', clientId: '', scope: '', parameters: {}, bearer: 'access_token' },
    signInOrigins: [],
    maxRequestsPerMinute: Infinity,
    maxBodyBytes: Infinity,
    largeEvents: { relay: 'no' },
    history,
    replay: { ...replay, entriesPerSecond: replayedEntriesPerSecond },
  };
}
