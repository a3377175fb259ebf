import {
  GetItemCommand,
  paginateQuery,
  PutItemCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { CountedSource } from '../domain/admission.ts';
import type { TenantLedger } from '../ports/registration.ts';
import { admitSource, releaseSource, type AdmissionStore } from './admit-source.ts';
import type { Item } from './batch-get.ts';
import { mappingTableTtl, tenantIndex } from './dynamodb-mapping-table.ts';
import { fieldUpdate } from './field-update.ts';
import { unlessSuperseded } from './unless-superseded.ts';

const hourSeconds = 3_600;
const daySeconds = 24 * hourSeconds;
// A first request of a minute that two make at once takes two; a third is for a clock that is moved.
const maxCountTries = 3;

/**
 * What is kept for each tenant besides its mappings, in the mapping table: one item for its requests,
 * one for its admissions, and one for each idempotency key. They have no attribute `tenant`, so that
 * the index of mappings does not show them.
 */
export function dynamodbTenantLedger(client: DynamoDBClient, tableName: string): TenantLedger {
  const context = { client, tableName };
  return {
    countRequest: (tenant, nowMs) => countRequest(tenant, nowMs, context),
    admit: ({ sourceArn }, tenant, limits, nowMs) =>
      admitSource(admissionStore(tenant, nowMs, context), sourceArn, limits, nowMs),
    release: ({ sourceArn, createdAt }, tenant, nowMs) =>
      releaseSource(admissionStore(tenant, nowMs, context), {
        sourceArn,
        admittedAtMs: Date.parse(createdAt),
      }),
    claimKey: (tenant, key, fingerprint, nowMs) =>
      claimKey(keyOf(tenant, `key ${key}`), fingerprint, nowMs, context),
  };
}

interface Context {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

/** A generator has a slash, this has none: a tenant's items can be told from its mappings. */
function keyOf(tenant: string, sourceArn: string): Item {
  return marshall({ generator: `#tenant ${encodeURIComponent(tenant)}`, sourceArn });
}

/** One item counts the requests of the latest minute; a request that comes a minute late is counted there. */
async function countRequest(
  tenant: string,
  nowMs: number,
  { client, tableName }: Context,
): Promise<number> {
  const minute = Math.floor(nowMs / 60_000);
  const table = { TableName: tableName, Key: keyOf(tenant, 'requests') };
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

const admissionsSchema = v.object({
  version: v.number(),
  recent: v.array(v.object({ sourceArn: v.string(), admittedAtMs: v.number() })),
});

function admissionStore(
  tenant: string,
  nowMs: number,
  { client, tableName }: Context,
): AdmissionStore {
  const table = { TableName: tableName };
  const Key = keyOf(tenant, 'admissions');
  return {
    count: () => countLive(tenant, { client, tableName }),
    async load() {
      const get = new GetItemCommand({ ...table, Key, ConsistentRead: true });
      const { Item: item } = await client.send(get);
      if (item === undefined) return { recent: [], version: 0 };
      return v.parse(admissionsSchema, unmarshall(item));
    },
    async save({ recent, version }) {
      const ttl = { [mappingTableTtl]: epochSeconds(nowMs) + hourSeconds };
      const put = new PutItemCommand({
        ...table,
        Item: { ...Key, ...marshall({ recent, version, ...ttl }) },
        ...(version === 1
          ? { ConditionExpression: 'attribute_not_exists(version)' }
          : {
              ConditionExpression: 'version = :read',
              ExpressionAttributeValues: marshall({ ':read': version - 1 }),
            }),
      });
      return (await unlessSuperseded(() => client.send(put))) !== undefined;
    },
  };
}

/** The live sources of a tenant by the index; an item that is no mapping counts too. */
async function countLive(
  tenant: string,
  { client, tableName }: Context,
): Promise<readonly CountedSource[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName: tableName,
      IndexName: tenantIndex.name,
      KeyConditionExpression: 'tenant = :tenant',
      FilterExpression: 'attribute_not_exists(retirement)',
      ProjectionExpression: 'sourceArn, #state',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: marshall({ ':tenant': tenant }),
    },
  );
  const counted: CountedSource[] = [];
  for await (const { Items: items = [] } of pages) {
    for (const { sourceArn, state } of items) {
      counted.push({ sourceArn: sourceArn?.S ?? '', isPending: state?.S === 'PENDING' });
    }
  }
  return counted;
}

/** A key that ran out may still be there, since DynamoDB deletes it some time later. */
async function claimKey(
  key: Item,
  fingerprint: string,
  nowMs: number,
  { client, tableName }: Context,
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

function epochSeconds(nowMs: number): number {
  return Math.floor(nowMs / 1000);
}
