import {
  DeleteItemCommand,
  PutItemCommand,
  paginateQuery,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { goBeside } from '../../domain/history/beside.ts';
import { recorderPartition, timeKey } from '../../domain/history/history-key.ts';
import type { RecorderState } from '../../domain/history/recorder-state.ts';
import type { Log } from '../../ports/delivery.ts';
import type { RecorderTable } from '../../ports/recorder.ts';
import { unlessSuperseded } from '../conditional-update.ts';
import { batchWriter } from './batch-write.ts';
import { chunkItem, expiryOf, historyTableTtl, newChunks } from './chunk-item.ts';
import { loadRecorderState, stateItem } from './recorder-items.ts';
import { storeBeside } from './rows-beside.ts';
import type { S3Objects } from '../s3-objects.ts';
import { packBytes, unpackBytes } from './zstd.ts';

// SQS keeps a message for 14 days at the most.
const messageIdDays = 15;
const idsPrefix = 'messages ';
const maxIdsBytes = 16 * 1_048_576;

/** What the table needs besides. */
export interface RecorderTableServices {
  readonly rowDays: number;
  readonly log: Log;
  /** For rows that would take too much of the table. */
  readonly objects: Pick<S3Objects, 'put'>;
}

interface Table {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

/** The table of the history on DynamoDB, as the recorder writes it. */
export function dynamodbRecorderTable(
  client: DynamoDBClient,
  tableName: string,
  { rowDays, log, objects }: RecorderTableServices,
): RecorderTable {
  const table = { client, tableName };
  const write = batchWriter({ client, tableName, log });
  return {
    load: () => loadRecorderState(client, tableName),
    save: (state) => saveState(state, table),
    async writeChunks(chunks, roundMs, { untilMs }) {
      const all = chunks.flatMap((source) => newChunks(source, { roundMs, rowDays }));
      const timeoutMs = untilMs - Date.now();
      const places = await storeBeside(goBeside(all), objects, { roundMs, timeoutMs });
      const items = all.values().map((chunk) => chunkItem(chunk, places.get(chunk)));
      return (await write(items, untilMs)) ? all.length : undefined;
    },
    loadMessageIds: () => loadMessageIds(table),
    keepMessageIds: (roundMs, ids) => keepMessageIds(roundMs, ids, table),
  };
}

async function saveState(state: RecorderState, { client, tableName }: Table) {
  const put = new PutItemCommand({
    TableName: tableName,
    Item: stateItem(state),
    ConditionExpression:
      state.version === 1 ? 'attribute_not_exists(version)' : 'version = :before',
    ...(state.version > 1 && {
      ExpressionAttributeValues: marshall({ ':before': state.version - 1 }),
    }),
  });
  return (await unlessSuperseded(() => client.send(put))) ? 'saved' : 'superseded';
}

const idsSchema = v.object({ sk: v.string(), ids: v.instance(Uint8Array) });

async function loadMessageIds({ client, tableName }: Table) {
  const pages = paginateQuery(
    { client },
    {
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: marshall({ ':pk': recorderPartition, ':prefix': idsPrefix }),
      ConsistentRead: true,
    },
  );
  const idsByRound = new Map<number, readonly string[]>();
  for await (const { Items: items = [] } of pages) {
    for (const item of items) {
      const { sk, ids } = v.parse(idsSchema, unmarshall(item));
      const text = unpackBytes(ids, maxIdsBytes).toString();
      idsByRound.set(Number(sk.slice(idsPrefix.length)), text.split(' '));
    }
  }
  return idsByRound;
}

async function keepMessageIds(
  roundMs: number,
  ids: readonly string[],
  { client, tableName }: Table,
): Promise<void> {
  const key = marshall({ pk: recorderPartition, sk: `${idsPrefix}${timeKey(roundMs)}` });
  if (ids.length === 0) {
    await client.send(new DeleteItemCommand({ TableName: tableName, Key: key }));
    return;
  }
  const packed = packBytes(Buffer.from(ids.join(' ')));
  const attributes = marshall({ [historyTableTtl]: expiryOf(roundMs, messageIdDays) });
  const item = { ...key, ...attributes, ids: { B: packed } };
  await client.send(new PutItemCommand({ TableName: tableName, Item: item }));
}
