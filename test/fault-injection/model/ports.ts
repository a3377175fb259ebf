import type { SendMessageBatchRequestEntry } from '@aws-sdk/client-sqs';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { sdkDeletingCalls, sdkSendingCalls } from '../../../lambdas/aws/calls/sdk-queue-calls.ts';
import { batchGet } from '../../../lambdas/aws/batch-get.ts';
import { readMappingItems } from '../../../lambdas/aws/mapping-item.ts';
import { standardResend } from '../../../lambdas/aws/resend.ts';
import { sqsQueue } from '../../../lambdas/aws/sqs-queue.ts';
import { messageDeleter } from '../../../lambdas/aws/delete-messages.ts';
import type {
  DeleteMessages,
  LookUpOptions,
  MappingTable,
  MessageQueue,
} from '../../../lambdas/ports/delivery.ts';
import type {
  MappingKey,
  PartnerSources,
  ReconcileTable,
} from '../../../lambdas/ports/reconcile.ts';
import type {
  RegistrationTable,
  TenantAdmissions,
  TenantLedger,
} from '../../../lambdas/ports/registration.ts';
import {
  batchDeletingClient,
  batchReadingClient,
  batchSendingClient,
} from '../../support/fault-injection-clients.ts';
import type { MappingControls } from '../../../lambdas/ports/mapping-controls.ts';
import { countAmong, liveAmong } from '../../support/live-mappings.ts';
import type { Environment } from './environment.ts';
import type { PlannedFault, Port } from './faults.ts';
import type { NewMessage } from '../../../tools/simulators/queue/message.ts';
import { silentLog } from '../../../tools/simulators/silent-log.ts';
import type { World } from './world.ts';

/** How far a replica of the table is behind when it is. */
const replicaLagMs = 5_000;
/** The deployed adapters give these up so soon. */
const noteTimeoutMs = 2_000;
const deletionTimeoutMs = 1_000;

/** The mapping table as an execution environment of the fan-out or retry function reaches it. */
export function mappingPort({ call }: Environment, { registry, time }: World): MappingTable {
  const { mappings, history } = registry;
  const stale = (generator: string, { retiredSince }: LookUpOptions) =>
    history.at(generator, time.now() - replicaLagMs, retiredSince);
  return {
    findLive: (generator, { timeoutMs, ...options } = {}) =>
      call(
        'look up',
        (fault) =>
          fault?.kind === 'stale' && options.isFresh !== true
            ? liveAmong(stale(generator, options), generator, options)
            : mappings.findLive(generator, options),
        { timeoutMs },
      ),
    countLive: (generator, { timeoutMs, ...options } = {}) =>
      call(
        'look up',
        (fault) =>
          fault?.kind === 'stale'
            ? countAmong(stale(generator, options), generator, options)
            : mappings.countLive(generator, options),
        { timeoutMs },
      ),
    retire: (version, notification, { timeoutMs } = {}) =>
      call('retire', () => mappings.retire(version, notification), { timeoutMs }),
    noteActivity: (version, activity) =>
      call('note', () => mappings.noteActivity(version, activity), {
        usualTimeoutMs: noteTimeoutMs,
      }),
  };
}

/** A queue as an environment writes to it, by the deployed functions' adapter; `put` is SQS's side. */
export function queuePort(
  environment: Environment,
  { options, time }: World,
  at: Port,
  put: (message: NewMessage) => void,
): MessageQueue {
  const serve =
    (entries: readonly SendMessageBatchRequestEntry[]) => (fault: PlannedFault | undefined) => {
      const refused = fault?.kind === 'partial' ? fault.entry % entries.length : -1;
      for (const [index, entry] of entries.entries()) if (index !== refused) put(messageOf(entry));
      const id = entries[refused]?.Id;
      return {
        Failed: id === undefined ? [] : [{ Id: id, Code: 'InternalError', SenderFault: false }],
      };
    };
  const resend = {
    ...standardResend,
    now: environment.now,
    sleep: time.sleep,
    random: () => 0.5,
  };
  return {
    async send(messages, callTime = {}) {
      const endMs = environment.now() + (callTime.timeoutMs ?? Infinity);
      // The adapter's own signal uses the real clock.
      const client = batchSendingClient((entries) =>
        environment.call(at, serve(entries), { timeoutMs: endMs - environment.now() }),
      );
      const queue = sqsQueue(
        sdkSendingCalls(client),
        'http://127.0.0.1/queue',
        options.log ?? silentLog,
        resend,
      );
      return await queue.send(messages, callTime);
    },
  };
}

function messageOf(entry: SendMessageBatchRequestEntry): NewMessage {
  const attributes = Object.entries(entry.MessageAttributes ?? {}).map(
    ([name, { StringValue: value = '' }]) => [name, value],
  );
  return {
    body: entry.MessageBody ?? '',
    attributes: Object.fromEntries(attributes),
    delaySeconds: entry.DelaySeconds ?? 0,
  };
}

/** A function's own queue, of which it deletes what is done by the deployed functions' adapter. */
export function deletePort(
  environment: Environment,
  { options }: World,
  take: (messageId: string) => void,
): DeleteMessages {
  const client = batchDeletingClient((entries) =>
    environment.call(
      'delete early',
      (fault) => {
        const kept = fault?.kind === 'partial' ? entries[fault.entry % entries.length] : undefined;
        for (const entry of entries) if (entry !== kept) take(entry.ReceiptHandle ?? '');
        return {
          Failed:
            kept === undefined ? [] : [{ Id: kept.Id, Code: 'InternalError', SenderFault: false }],
        };
      },
      { usualTimeoutMs: deletionTimeoutMs },
    ),
  );
  return messageDeleter(
    sdkDeletingCalls(client),
    'http://127.0.0.1/queue',
    options.log ?? silentLog,
  );
}

/** The table as an environment of the reconciler reaches it. */
export function reconcilePort({ call }: Environment, { registry, options }: World): ReconcileTable {
  const table = registry.reconciled;
  const itemsOf = async (keys: readonly MappingKey[]) => {
    const { mappings } = await table.find(keys);
    return mappings.map((mapping) => marshall(mapping, { removeUndefinedValues: true }));
  };
  const client = batchReadingClient((keys) =>
    call('find', async (fault) => {
      const served = fault?.kind === 'unprocessed' ? Math.ceil(keys.length / 2) : keys.length;
      const read = keys.slice(0, served).map((key) => keyOf(unmarshall(key)));
      return { items: await itemsOf(read), left: keys.slice(served) };
    }),
  );
  return {
    page: (after) => call('page', () => table.page(after)),
    async find(keys) {
      const marshalled = keys.map(({ generator, sourceArn }) => marshall({ generator, sourceArn }));
      const items = await batchGet(client, 'mappings', marshalled);
      return readMappingItems(items, options.log ?? silentLog);
    },
    change: (read, change) => call('change', () => table.change(read, change)),
    adopt: (...given) => call('adopt', () => table.adopt(...given)),
    claimOutbox: (key, claim) => call('claim notifications', () => table.claimOutbox(key, claim)),
    settleOutbox: (claimed, claim, sent) =>
      call('settle notifications', () => table.settleOutbox(claimed, claim, sent)),
    loadCheckpoint: () => call('load checkpoint', () => table.loadCheckpoint()),
    saveCheckpoint: (checkpoint) => call('save checkpoint', () => table.saveCheckpoint(checkpoint)),
  };
}

function keyOf(item: Readonly<Record<string, unknown>>): MappingKey {
  return { generator: String(item['generator']), sourceArn: String(item['sourceArn']) };
}

/** Retirements as an environment of the reconciler or the registration function makes them. */
export function retirementsPort(
  { call }: Environment,
  { registry: { mappings } }: World,
): Pick<MappingTable, 'retire'> {
  return {
    retire: (version, notification) => call('retire', () => mappings.retire(version, notification)),
  };
}

/** The table as an environment of the registration function reaches it. */
export function registrationPort({ call }: Environment, { registry }: World): RegistrationTable {
  const table = registry.registrations;
  return {
    list: (tenant, query) => call('read mappings', () => table.list(tenant, query)),
    find: (generator) => call('read mappings', () => table.find(generator)),
    get: (key) => call('read mappings', () => table.get(key)),
    register: (mapping, replaces) => call('register', () => table.register(mapping, replaces)),
    setChoices: (version, choices) => call('choose', () => table.setChoices(version, choices)),
    remove: (version) => call('remove', () => table.remove(version)),
    change: (read, change) => call('change', () => table.change(read, change)),
  };
}

/** The controls of mappings as an environment reaches them. */
export function controlsPort({ call }: Environment, { registry, options }: World): MappingControls {
  const { controls: wrap } = options.sabotage ?? {};
  const controls = wrap?.(registry.controls) ?? registry.controls;
  return { control: (...input) => call('control', () => controls.control(...input)) };
}

/** The tenants' ledger and admissions as an environment reaches it. */
export function ledgerPort(
  { call }: Environment,
  { registry: { ledger } }: World,
): TenantLedger & TenantAdmissions {
  return {
    countRequest: (...input) => call('ledger', () => ledger.countRequest(...input)),
    admit: (...input) => call('ledger', () => ledger.admit(...input)),
    release: (...input) => call('ledger', () => ledger.release(...input)),
    claimKey: (...input) => call('ledger', () => ledger.claimKey(...input)),
  };
}

/** The partner's side of EventBridge as an environment reaches it. */
export function sourcesPort({ call }: Environment, { registry }: World): PartnerSources {
  const sources = registry.partnerSources;
  return {
    list: (...input) => call('list sources', () => sources.list(...input)),
    observe: (...input) => call('observe source', () => sources.observe(...input)),
    create: (...input) => call('create source', () => sources.create(...input)),
    delete: (...input) => call('delete source', () => sources.delete(...input)),
  };
}
