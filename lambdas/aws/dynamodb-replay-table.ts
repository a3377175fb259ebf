import {
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Replay } from '../domain/history/replay.ts';
import type { ReplayPage, ReplayQuery, ReplayTable } from '../ports/replays.ts';
import type { Item } from './batch-get.ts';
import { fieldUpdate, unlessSuperseded } from './conditional-update.ts';
import {
  readReplayItem,
  replayAttributes,
  replayItem,
  replayKey,
  replayKeyPrefix,
} from './replay-item.ts';

/**
 * Replays in the mapping table, an item for each. They are written and read in the home Region. They have
 * no attribute `tenant`, so that the index of mappings does not contain them.
 */
export function dynamodbReplayTable(client: DynamoDBClient, tableName: string): ReplayTable {
  const table = { client, tableName };
  return {
    async create(replay) {
      const put = new PutItemCommand({
        TableName: tableName,
        Item: replayItem(replay),
        ConditionExpression: 'attribute_not_exists(generator)',
      });
      return (await unlessSuperseded(() => client.send(put))) ? 'created' : 'exists';
    },
    find: (tenant, id) => find(tenant, id, table),
    list: (tenant, query) => list(tenant, query, table),
    save: async (replay) => ((await save(replay, table)) ? 'saved' : 'superseded'),
    async requestCancel(tenant, id) {
      const update = new UpdateItemCommand({
        TableName: tableName,
        Key: replayKey(tenant, id),
        ...fieldUpdate(
          { isCancelRequested: true },
          { condition: 'isOver = :no', values: { ':no': false } },
        ),
      });
      if (await unlessSuperseded(() => client.send(update))) return 'requested';
      return (await find(tenant, id, table)) === undefined ? 'absent' : 'over';
    },
  };
}

interface Table {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

async function find(
  tenant: string,
  id: string,
  { client, tableName }: Table,
): Promise<Replay | undefined> {
  const get = { TableName: tableName, Key: replayKey(tenant, id), ConsistentRead: true };
  const { Item: item } = await client.send(new GetItemCommand(get));
  return item && readReplayItem(item);
}

async function save(replay: Replay, { client, tableName }: Table) {
  const values = { ':before': replay.version - 1 };
  const update = new UpdateItemCommand({
    TableName: tableName,
    Key: replayKey(replay.source.tenant, replay.id),
    ...fieldUpdate(replayAttributes(replay), { condition: '#version = :before', values }),
  });
  return await unlessSuperseded(() => client.send(update));
}

/** Reads pages of the tenant's replays until there is one more than was asked for. */
async function list(
  tenant: string,
  { sourceArn, limit, after }: ReplayQuery,
  { client, tableName }: Table,
): Promise<ReplayPage> {
  const found: Replay[] = [];
  let start = after === undefined ? undefined : replayKey(tenant, after);
  do {
    const { Items: items = [], LastEvaluatedKey: last } = await client.send(
      new QueryCommand({
        TableName: tableName,
        ...ofTenant(tenant, sourceArn),
        ScanIndexForward: false,
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    found.push(...items.map((item) => readReplayItem(item)));
    start = last;
  } while (start !== undefined && found.length <= limit);
  const replays = found.slice(0, limit);
  const last = replays.at(-1);
  return { replays, ...(found.length > limit && last !== undefined && { next: last.id }) };
}

function ofTenant(tenant: string, sourceArn: string | undefined) {
  const { generator }: Item = replayKey(tenant, '');
  return {
    KeyConditionExpression: 'generator = :generator AND begins_with(sourceArn, :prefix)',
    ...(sourceArn !== undefined && { FilterExpression: '#replay.#source.sourceArn = :arn' }),
    // Not what the function remembers, which may be large.
    ProjectionExpression: '#replay, #version, isCancelRequested',
    ExpressionAttributeNames: {
      '#replay': 'replay',
      '#version': 'version',
      ...(sourceArn !== undefined && { '#source': 'source' }),
    },
    ExpressionAttributeValues: {
      ...(generator && { ':generator': generator }),
      ...marshall({
        ':prefix': replayKeyPrefix,
        ...(sourceArn !== undefined && { ':arn': sourceArn }),
      }),
    },
  };
}
