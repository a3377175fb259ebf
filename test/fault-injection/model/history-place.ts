import { batchWriter } from '../../../lambdas/aws/history/batch-write.ts';
import { chunkItem, newChunks } from '../../../lambdas/aws/history/chunk-item.ts';
import { dynamodbHistoryReader } from '../../../lambdas/aws/history/dynamodb-history-reader.ts';
import { storeBeside } from '../../../lambdas/aws/history/rows-beside.ts';
import { dynamodbRecorderTable } from '../../../lambdas/aws/history/dynamodb-recorder-table.ts';
import { standardLimits, textStore } from '../../../lambdas/aws/history/recorder-services.ts';
import type { S3Objects } from '../../../lambdas/aws/s3-objects.ts';
import { readWireMessage } from '../../../lambdas/aws/history/wire-message.ts';
import type { HistoryReader } from '../../../lambdas/ports/history.ts';
import type { HistoryQueue, RecorderServices } from '../../../lambdas/ports/recorder.ts';
import { historyTableClient } from '../../support/history-table-client.ts';
import { silentLog } from '../../../tools/simulators/silent-log.ts';
import type { Environment } from './environment.ts';
import type { PlannedFault, Port } from './faults.ts';
import type { HistoryPlace } from './history-world.ts';
import type { World } from './world.ts';

const rowDays = 30;
const tableName = 'history';

type Call = Environment['call'];

/** The bucket as an environment reaches it. */
export function objectsPort(call: Call, { objects }: HistoryPlace): S3Objects {
  return {
    put: (key, bytes) => call('store texts', () => void objects.set(key, Buffer.from(bytes))),
    get: (key, range) =>
      call('read texts', () => {
        const object = objects.get(key);
        if (object === undefined || range === undefined) return object;
        return object.subarray(range.offset, range.offset + range.length);
      }),
  };
}

function asItIs<T>(sound: T): T {
  return sound;
}

/** The history as an environment reads it, by the deployed adapter. */
export function historyReaderPort(
  { call, now }: Pick<Environment, 'call' | 'now'>,
  { recorded, options, accuse }: World,
): HistoryReader {
  const { readers: wrap = asItIs } = options.sabotage ?? {};
  const client = historyTableClient(recorded.items, (_, perform) => call('read history', perform));
  const reader = dynamodbHistoryReader({
    client,
    tableName,
    rowDays,
    now,
    objects: objectsPort(call, recorded),
    log: options.log ?? silentLog,
    onForeignBody: () => accuse('nobody else’s', 'a text of the history is not of its row'),
  });
  return wrap(reader);
}

/** What the recorder has around it in an environment, by the deployed adapters. */
export function recorderPort(environment: Environment, world: World): RecorderServices {
  const { call, now } = environment;
  const { recorded: history, options, time } = world;
  const log = options.log ?? silentLog;
  const client = historyTableClient(history.items, (command, perform) =>
    call(portOf(command), perform),
  );
  const write = batchWriter({ client, tableName, log }, { now, sleep: time.sleep });
  const objects = objectsPort(call, history);
  const { recorder: wrap = asItIs } = options.sabotage ?? {};
  return wrap({
    queue: historyQueuePort(call, world),
    table: {
      ...dynamodbRecorderTable(client, tableName, { rowDays, log, objects }),
      // By the simulation's time, and with every third chunk beside the table.
      async writeChunks(chunks, roundMs, { untilMs }) {
        const all = chunks.flatMap((source) => newChunks(source, { roundMs, rowDays }));
        const beside = all.filter((_, index) => index % 3 === 2);
        const timeoutMs = untilMs - now();
        const places = await storeBeside(beside, objects, { roundMs, timeoutMs });
        const items = all.map((chunk) => chunkItem(chunk, places.get(chunk)));
        return (await write(items, untilMs)) ? all.length : undefined;
      },
    },
    storeTexts: textStore(objects, now),
    unpack: readWireMessage,
    log,
    now,
    limits: { ...standardLimits, rowDays, receivesInFlight: 2, maxRoundRows: 40 },
  });
}

function portOf({ constructor: { name } }: object): Port {
  return name === 'BatchWriteItemCommand' ? 'write chunks' : 'recorder state';
}

const receivedAtOnce = 10;

function historyQueuePort(call: Call, { historyQueue }: World): HistoryQueue {
  return {
    receive: () =>
      call('receive history', (fault) => {
        const messages = historyQueue.receive(receivedAtOnce);
        if (fault?.kind === 'redelivered') exposeOne(messages, fault, historyQueue);
        return messages.map(({ id, sentAtMs, body }) => ({
          messageId: id,
          receiptHandle: id,
          sentAtMs,
          body,
        }));
      }),
    async delete(messages) {
      try {
        return await call('delete recorded', (fault) => {
          const kept =
            fault?.kind === 'partial' ? messages[fault.entry % messages.length] : undefined;
          const deleted = messages.filter((one) => one !== kept);
          for (const { messageId } of deleted) historyQueue.delete(messageId);
          return deleted.map(({ messageId }) => messageId);
        });
      } catch {
        return [];
      }
    },
    countWaiting: () => call('count hidden', () => historyQueue.visible()),
    countHidden: () => call('count hidden', () => historyQueue.waiting() - historyQueue.visible()),
  };
}

function exposeOne(
  messages: readonly { readonly id: string }[],
  { entry }: PlannedFault,
  queue: World['historyQueue'],
): void {
  const again = messages[entry % messages.length];
  if (again !== undefined) queue.expose(again.id);
}
