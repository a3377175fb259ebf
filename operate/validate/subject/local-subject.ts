import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import { emulatorView } from '../../../local/emulator-view.ts';
import { credentialsOf, partnerAccount } from '../../../local/partner.ts';
import { createProducer } from '../../../producer/index.ts';
import { OperationError } from '../../operation-error.ts';
import { connectToLocalMode } from '../../target/local-mode.ts';
import { httpApi } from '../api/http-api.ts';
import type { ApiAnswer } from '../api/send-api.ts';
import type { TenantApi } from '../api/tenant-calls.ts';
import { localBounds } from '../bounds.ts';
import { failureText } from '../evidence/failure-text.ts';
import type { RunNames } from '../run-names.ts';
import { callTimes } from './call-times.ts';
import { localFaults } from './local-faults.ts';
import type { Subject } from './subject.ts';

/** The customer's account on local mode, which nobody has. */
const localCustomerAccount = '000000000199';

/** Where local mode is. */
export interface LocalPlace {
  readonly port: number;
  /** The console's address, if something is between. */
  readonly consoleUrl?: string;
}

/** The subject of a walk on the running local mode. Rejects with an InputError if none answers. */
export async function localSubject(
  { port, consoleUrl = `http://127.0.0.1:${port + 4}` }: LocalPlace,
  names: RunNames,
): Promise<Subject> {
  const connection = await connectToLocalMode(port);
  const eventBridge = `http://127.0.0.1:${port + 2}`;
  const clients = localClients(port);
  const view = emulatorView(eventBridge);
  return {
    kind: 'local',
    title: connection.title,
    options: `--port ${port}`,
    connection,
    page: httpApi(consoleUrl),
    pageUrl: consoleUrl,
    tenants: {
      first: await localTenant(consoleUrl, names.tenant('a')),
      second: await localTenant(consoleUrl, names.tenant('b')),
      areOwn: true,
    },
    partner: { account: partnerAccount, eventBridge: clients.eventBridge(partnerAccount) },
    customer: {
      account: localCustomerAccount,
      eventBridge: clients.eventBridge(localCustomerAccount),
      sqs: clients.sqs(localCustomerAccount),
      cli: `AWS_ACCESS_KEY_ID=${localCustomerAccount} AWS_SECRET_ACCESS_KEY=local AWS_ENDPOINT_URL_SQS=http://127.0.0.1:${port} AWS_ENDPOINT_URL_EVENTBRIDGE=${eventBridge} aws`,
    },
    producer: createProducer({ queueUrl: connection.queues.events.url }),
    notes: ['on local mode nobody signs in: its own issuer gives tokens to anybody'],
    bounds: localBounds,
    // All have one clock.
    recorder: { pollMs: 500, clocksDifferMs: 0 },
    faults: localFaults(eventBridge),
    passTime: async (seconds) => void (await view.advanceClock(seconds)),
    close: clients.close,
  };
}

/** Clients of local mode's services; the access key id says whose they are. */
function localClients(port: number) {
  const opened: { destroy(): void }[] = [];
  const kept = <T extends { destroy(): void }>(client: T): T => {
    opened.push(client);
    return client;
  };
  const at = (offset: number) => ({
    endpoint: `http://127.0.0.1:${port + offset}`,
    maxAttempts: 5,
    requestHandler: callTimes,
  });
  return {
    eventBridge: (account: string) => (region: string) =>
      kept(new EventBridgeClient({ ...at(2), region, credentials: credentialsOf(account) })),
    sqs: (account: string) => (region: string) =>
      kept(new SQSClient({ ...at(0), region, credentials: credentialsOf(account) })),
    close: () => {
      for (const client of opened) client.destroy();
    },
  };
}

/** A tenant with a token of local mode's own issuer. */
async function localTenant(consoleUrl: string, tenant: string): Promise<TenantApi> {
  const answer = await askForToken(consoleUrl, tenant);
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), tokenSchema), answer.text);
  if (answer.status === 200 && read.success) {
    return { tenant, send: httpApi(consoleUrl, read.output.token) };
  }
  throw new OperationError(`local mode gave no token: it answered ${answer.status}`);
}

async function askForToken(consoleUrl: string, tenant: string): Promise<ApiAnswer> {
  try {
    return await httpApi(consoleUrl)({ method: 'POST', path: '/_local/tokens', body: { tenant } });
  } catch (error) {
    throw new OperationError(`local mode gave no token: ${failureText(error)}`, { cause: error });
  }
}

const tokenSchema = v.object({ token: v.string() });
