import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { partnerAccount } from '../../../local/partner.ts';
import { bareClient } from '../emulator/bare-client.ts';
import { callsInFlight, entriesPerCall, putBody, putFor } from '../emulator/put-load.ts';
import type { Variant } from '../measure/interleave.ts';
import { eventsOf, idOf, type SentEvent } from './events.ts';
import type { LocalMode } from './local-mode.ts';
import { sendOneByOne } from './send.ts';

const messages = 1_000;
const receiversAtOnce = 4;
const putMs = 300;

/** One part of the path, alone. */
export interface PartRun {
  readonly eventsPerSecond: number;
  /** Of the process that the services share, for each event, microseconds. */
  readonly servicesMicros: number;
}

/** The parts, alone, each with 1 kB events; each finds its queue empty and leaves it so. */
export async function partVariants(local: LocalMode): Promise<readonly Variant<PartRun>[]> {
  const { QueueUrl: eventsQueueUrl = '' } = await local.sqs.send(
    new CreateQueueCommand({ QueueName: 'bench' }),
  );
  const bench = { ...local, eventsQueueUrl };
  const events = eventsOf('part', messages, 'text');
  const timed = (work: () => Promise<TimedWork>) => partRun(work, local);
  const send = () => sendOneByOne(events, bench);
  return [
    {
      name: 'SQS: SendMessageBatch of 10',
      async run() {
        const result = await timed(() => clocked(messages, send));
        await receiveAll(bench, events);
        return result;
      },
    },
    {
      name: 'SQS: ReceiveMessage of 10, DeleteMessageBatch',
      async run() {
        await send();
        return await timed(() => clocked(messages, () => receiveAll(bench, events)));
      },
    },
    {
      name: 'pump, with a function that does nothing',
      async run() {
        await send();
        return await timed(async () => ({
          count: messages,
          elapsedMs: await local.pump(eventsQueueUrl, messages),
        }));
      },
    },
    {
      name: 'EventBridge: PutPartnerEvents of 20',
      run: async () => await timed(() => putEvents(local, events)),
    },
  ];
}

/** How much was done in what time. */
interface TimedWork {
  readonly count: number;
  readonly elapsedMs: number;
}

async function partRun(
  work: () => Promise<TimedWork>,
  { usage }: Pick<LocalMode, 'usage'>,
): Promise<PartRun> {
  const before = await usage();
  const { count, elapsedMs } = await work();
  const { servicesMicros } = await usage();
  return {
    eventsPerSecond: (count / elapsedMs) * 1000,
    servicesMicros: (servicesMicros - before.servicesMicros) / count,
  };
}

async function clocked(count: number, work: () => Promise<void>): Promise<TimedWork> {
  const startMs = performance.now();
  await work();
  return { count, elapsedMs: performance.now() - startMs };
}

/** Rejects unless the queue holds each event once. */
async function receiveAll(
  { sqs, eventsQueueUrl: QueueUrl }: Pick<LocalMode, 'sqs' | 'eventsQueueUrl'>,
  events: readonly SentEvent[],
): Promise<void> {
  const awaited = new Set(events.map(({ id }) => id));
  const receive = async () => {
    for (;;) {
      const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 });
      const { Messages: received = [] } = await sqs.send(command);
      if (received.length === 0) return;
      for (const { Body = '' } of received) {
        if (!awaited.delete(idOf(Body))) throw new Error(`SQS gave ${idOf(Body)} twice`);
      }
      const Entries = received.map(({ ReceiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle,
      }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
  };
  await Promise.all(Array.from({ length: receiversAtOnce }, receive));
  if (awaited.size > 0) throw new Error(`SQS did not give ${awaited.size} messages`);
}

async function putEvents(local: LocalMode, events: readonly SentEvent[]) {
  using client = bareClient(local.eventBridgeUrl, callsInFlight);
  const body = putBody(events[0]?.source ?? '');
  const { received: before } = await local.view.counters();
  const { calls, elapsedMs } = await putFor(putMs, { client, partner: partnerAccount, body });
  const { received } = await local.view.counters();
  const count = calls * entriesPerCall;
  if (received - before !== count) throw new Error(`${received - before} of ${count} arrived`);
  await local.forget();
  return { count, elapsedMs };
}
