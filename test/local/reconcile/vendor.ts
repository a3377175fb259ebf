import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeletePartnerEventSourceCommand,
  EventBridgeClient,
} from '@aws-sdk/client-eventbridge';
import { readLinkSecrets } from '../../../lambdas/aws/payloads/link-secrets.ts';
import { reconcileServices } from '../../../lambdas/aws/reconcile-services.ts';
import { sourceName } from '../../../lambdas/domain/source-name.ts';
import { parseReconcileEnvironment, reconcileSettings } from '../../../lambdas/reconcile/env.ts';
import { reconcile } from '../../../lambdas/reconcile/handler.ts';
import type { EmulatorOptions } from '../../../emulator/options.ts';
import { startEmulator } from '../../../emulator/server.ts';
import { startDynamoDb } from '../../../local/aws/dynamodb.ts';
import { emulatorView } from '../../../local/emulator-view.ts';
import type { SourceInput } from '../../../local/input/sources.ts';
import {
  createMappingTable,
  localDynamoDbClient,
  mappingTableName,
} from '../../../local/mapping-table.ts';
import { credentialsOf, homeRegion, partnerAccount, partnerName } from '../../../local/partner.ts';
import { localReconcileEnvironment } from '../../../local/reconcile/reconcile-environment.ts';
import { registerSources } from '../../../local/register-sources.ts';
import { sdkEnvironment } from '../../../local/sdk-environment.ts';
import { fakeLog } from '../../support/fake-log.ts';
import { fitsSchema } from '../../support/notification-schemas.ts';
import { readMappingItems } from './read-mapping-items.ts';

const day = 24 * 60 * 60;

/** A customer that has not accepted its source. */
export const customer: SourceInput = {
  generator: 'acme/repo1',
  account: '111122223333',
  region: 'eu-west-1',
  bus: 'pending',
};

/** The name of the customer's source. */
export const customerSource = sourceName(partnerName, customer.generator, customer.account);

/**
 * A vendor with one PENDING source, on the emulator and DynamoDB, its SDK pointed there. Time passes
 * only when the emulator's clock is moved, except for the duration of the test itself.
 *
 * @param firstPort DynamoDB takes the next one, the emulator that after it; 0 picks free ones
 * @param options of the emulator
 */
export async function aVendor(firstPort = 0, options: EmulatorOptions = {}) {
  const port = (offset: number) => (firstPort === 0 ? 0 : firstPort + offset);
  const dynamodb = await startDynamoDb({ port: port(1) });
  const emulator = await startEmulator({ port: port(2), ...options });
  const endpoints = {
    sqs: 'http://127.0.0.1:1',
    dynamodb: dynamodb.url,
    eventBridge: emulator.url,
  };
  Object.assign(process.env, sdkEnvironment(endpoints), { AWS_REGION: homeRegion });
  const tableName = await createMappingTable(dynamodb.url);
  const table = localDynamoDbClient(dynamodb.url);
  const view = emulatorView(emulator.url);
  const asCustomer = clientOf(customer.account, emulator.url);
  const asPartner = clientOf(partnerAccount, emulator.url);
  const register = (source = customer) => registerSources([source], { endpoints, tableName });
  await register();

  return {
    endpoints,
    register,
    ...customerSide(asCustomer),
    deleteSource: () =>
      asPartner.send(
        new DeletePartnerEventSourceCommand({ Name: customerSource, Account: customer.account }),
      ),
    passDays: (days: number) => control(emulator.url, 'clock', { advanceSeconds: days * day }),
    askForFaults: (faults: object) => control(emulator.url, 'faults', faults),
    items: () => readMappingItems(table, tableName),
    linkSecrets: () => readLinkSecrets(table, tableName),
    /** Runs the reconciler at the emulator's time. */
    reconcile: (dryRun = false) => reconcileNow(dryRun, tableName, view),
    /** The events that the vendor has got since this was last asked, which fit their schemas. */
    notifications: freshEvents(view),
    async close() {
      asCustomer.destroy();
      asPartner.destroy();
      table.destroy();
      await emulator.close();
      await dynamodb.close();
    },
  };
}

function clientOf(account: string, endpoint: string): EventBridgeClient {
  const { region } = customer;
  return new EventBridgeClient({ endpoint, region, credentials: credentialsOf(account) });
}

function customerSide(client: EventBridgeClient) {
  return {
    accept: () =>
      client.send(
        new CreateEventBusCommand({ Name: customerSource, EventSourceName: customerSource }),
      ),
    deleteBus: () => client.send(new DeleteEventBusCommand({ Name: customerSource })),
  };
}

async function reconcileNow(
  dryRun: boolean,
  tableName: string,
  view: ReturnType<typeof emulatorView>,
) {
  const replayQueueUrl = 'http://127.0.0.1:1/replays';
  const searched = [homeRegion, customer.region];
  const publicUrl = 'http://127.0.0.1:2';
  const environment = localReconcileEnvironment(mappingTableName, searched, {
    replayQueueUrl,
    publicUrl,
  });
  const settings = reconcileSettings(parseReconcileEnvironment(environment));
  const services = reconcileServices({ tableName, replayQueueUrl }, settings, fakeLog());
  const offsetMs = (await view.nowMs()) - Date.now();
  const time = { now: () => Date.now() + offsetMs, sleep: async () => {} };
  return await reconcile({ dryRun, deadlineMs: time.now() + 60_000 }, { ...services, time });
}

function freshEvents(view: ReturnType<typeof emulatorView>) {
  const seen = new Set<string>();
  return async () => {
    const events = await view.vendorEvents();
    const fresh = events.filter(({ event }) => !seen.has(event.id));
    for (const { event } of fresh) {
      seen.add(event.id);
      fitsSchema(event['detail-type'], event.detail);
    }
    return fresh.map(({ event }) => event);
  };
}

async function control(url: string, path: string, body: object): Promise<void> {
  const response = await fetch(`${url}/_emulator/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
}
