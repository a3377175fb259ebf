import {
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { TenantLedger } from '../ports/registration.ts';
import type { Item } from './batch-get.ts';
import { fieldUpdate, unlessSuperseded } from './conditional-update.ts';
import { mappingTableTtl } from './dynamodb-mapping-table.ts';
import { epochSeconds, tenantItemKey } from './tenant-item.ts';

const hourSeconds = 3_600;
const daySeconds = 24 * hourSeconds;
// Two first requests of a minute at the same time take two tries; the third is for a clock that is moved.
const maxCountTries = 3;

/**
 * A tenant's requests and idempotency keys, in the mapping table: one item for its requests, and one for
 * each key. They have no attribute `tenant`, so that the index of mappings does not contain them.
 */
export function dynamodbTenantLedger(client: DynamoDBClient, tableName: string): TenantLedger {
  const table = { client, tableName };
  return {
    countRequest: (tenant, nowMs) => countRequest(tenant, nowMs, table),
    claimKey: (tenant, key, fingerprint, nowMs) =>
      claimKey(tenantItemKey(tenant, `key ${key}`), fingerprint, nowMs, table),
  };
}

interface Table {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

/** One item counts the requests of the latest minute; a request that comes a minute late is counted in it. */
async function countRequest(
  tenant: string,
  nowMs: number,
  { client, tableName }: Table,
): Promise<number> {
  const minute = Math.floor(nowMs / 60_000);
  const table = { TableName: tableName, Key: tenantItemKey(tenant, 'requests') };
  const add = new UpdateItemCommand({
    ...table,
    UpdateExpression: 'ADD requests :one',
    ConditionExpression: 'ofMinute BETWEEN :minute AND :next',
    ExpressionAttributeValues: marshall({ ':one': 1, ':minute': minute, ':next': minute + 1 }),
    ReturnValues: 'UPDATED_NEW',
  });
  const begin = new UpdateItemCommand({
    ...table,
    ...fieldUpdate(
      { ofMinute: minute, requests: 1, [mappingTableTtl]: epochSeconds(nowMs) + hourSeconds },
      {
        condition: 'attribute_not_exists(ofMinute) OR NOT ofMinute BETWEEN :ofMinute AND :next',
        values: { ':next': minute + 1 },
      },
    ),
  });
  for (let tries = 0; tries < maxCountTries; tries += 1) {
    const added = await unlessSuperseded(() => client.send(add));
    if (added !== undefined)
      return v.parse(v.number(), unmarshall(added.Attributes ?? {})['requests']);
    if (await unlessSuperseded(() => client.send(begin))) return 1;
  }
  throw new Error(`a request could not be counted in ${maxCountTries} tries`);
}

/** An expired key may still exist, since DynamoDB deletes it some time later. */
async function claimKey(
  key: Item,
  fingerprint: string,
  nowMs: number,
  { client, tableName }: Table,
): Promise<string> {
  const nowSeconds = epochSeconds(nowMs);
  const put = new PutItemCommand({
    TableName: tableName,
    Item: { ...key, ...marshall({ fingerprint, [mappingTableTtl]: nowSeconds + daySeconds }) },
    ConditionExpression: 'attribute_not_exists(#ttl) OR #ttl <= :now',
    ExpressionAttributeNames: { '#ttl': mappingTableTtl },
    ExpressionAttributeValues: marshall({ ':now': nowSeconds }),
  });
  if (await unlessSuperseded(() => client.send(put))) return fingerprint;
  const get = new GetItemCommand({ TableName: tableName, Key: key, ConsistentRead: true });
  const { Item: item } = await client.send(get);
  return v.parse(v.string(), item && unmarshall(item)['fingerprint']);
}
