import { marshall } from '@aws-sdk/util-dynamodb';
import type {
  CallTime,
  LookUpOptions,
  MappingActivity,
  MappingTable,
  MappingVersion,
  RetireResult,
} from '../ports/delivery.ts';
import { missedSinceRetirement } from '../domain/missed.ts';
import { retiredMappingDays, retirementOf, type Mapping } from '../domain/mapping.ts';
import type { Notification } from '../domain/notification.ts';
import { abortAfter } from './abort-after.ts';
import type { Item } from './batch-get.ts';
import type { TableCalls } from './calls/table-calls.ts';
import {
  fieldUpdate,
  isConditionFailure,
  unlessSuperseded,
  type Update,
} from './conditional-update.ts';
import { readMappingItem } from './mapping-item.ts';

const notRetired = 'attribute_not_exists(retirement)';
const retiredAfter = 'retirement.retiredAt > :retiredSince';

// For all its tries together, so that a table out of reach does not hold up a batch.
const noteTimeoutMs = 2_000;

/** The table's key: one item for each partner event source. */
export const mappingTableKey = { partition: 'generator', sort: 'sourceArn' } as const;
/** The index of a tenant's mappings, with all their attributes; eventually consistent. */
export const tenantIndex = { name: 'byTenant', partition: 'tenant', sort: 'sourceArn' } as const;
/** When DynamoDB deletes a retired mapping or another item that is kept for a while: epoch seconds. */
export const mappingTableTtl = 'expiresAt';

/**
 * The mapping table on DynamoDB. Every change is one conditional write of one item.
 *
 * @param reader reads mappings from the nearest replica, which may be seconds behind
 * @param writer changes them, under conditions, in the home Region
 * @param booksMissed whether a retirement notes since when events may have been missed
 */
export function dynamodbMappingTable(
  reader: TableCalls,
  tableName: string,
  writer = reader,
  { booksMissed = true }: { readonly booksMissed?: boolean } = {},
): MappingTable {
  return {
    findLive: (generator, options) => findMappings(reader, tableName, generator, options),

    retire: (version, notification, time) =>
      retire({ table: writer, tableName, booksMissed, ...time }, version, notification),

    async noteActivity({ generator, sourceArn, generation }, activity) {
      const input = {
        TableName: tableName,
        Key: marshall({ generator, sourceArn }),
        ...activityUpdate(activity, generation),
      };
      const abortSignal = AbortSignal.timeout(noteTimeoutMs);
      const written = await unlessSuperseded(() => writer.updateItem(input, { abortSignal }));
      return written === undefined ? 'superseded' : 'noted';
    },
  };
}

async function findMappings(
  table: TableCalls,
  tableName: string,
  generator: string,
  { timeoutMs, isFresh = false, retiredSince }: LookUpOptions = {},
): Promise<readonly Mapping[]> {
  const query = {
    TableName: tableName,
    ConsistentRead: isFresh,
    KeyConditionExpression: 'generator = :generator',
    FilterExpression: retiredSince === undefined ? notRetired : `${notRetired} OR ${retiredAfter}`,
    ExpressionAttributeValues: marshall({
      ':generator': generator,
      ...(retiredSince !== undefined && { ':retiredSince': retiredSince }),
    }),
  };
  const time = within(timeoutMs);
  const mappings: Mapping[] = [];
  let startKey: Item | undefined;
  do {
    const page = { ...query, ExclusiveStartKey: startKey };
    const { Items: items = [], LastEvaluatedKey: last } = await table.query(page, time);
    for (const item of items) mappings.push(readMappingItem(item));
    startKey = last;
  } while (startKey !== undefined);
  return mappings;
}

/** The update that notes activity: an accepted event ends a time of failing, and an error may begin one. */
function activityUpdate(activity: MappingActivity, generation: string): Update {
  const { lastAcceptedEvent, lastError } = activity;
  const beginsFailing = lastAcceptedEvent === undefined && lastError !== undefined;
  return fieldUpdate(
    { ...activity, ...(lastAcceptedEvent && { failingSince: undefined }) },
    {
      sets: beginsFailing ? ['failingSince = if_not_exists(failingSince, :failingSince)'] : [],
      condition: isLiveGeneration,
      values: {
        ':generation': generation,
        ...(beginsFailing && { ':failingSince': lastError.time }),
      },
    },
  );
}

interface WriteContext extends CallTime {
  readonly table: TableCalls;
  readonly tableName: string;
  readonly booksMissed: boolean;
}

/** Options of a call that ends after so many milliseconds, with all its tries. */
function within(timeoutMs: number | undefined) {
  return timeoutMs === undefined ? {} : { abortSignal: abortAfter(timeoutMs) };
}

async function retire(
  { table, tableName, timeoutMs, booksMissed }: WriteContext,
  { generator, sourceArn, generation }: MappingVersion,
  notification: Notification,
): Promise<RetireResult> {
  const ttlSeconds = Math.floor(Date.parse(notification.time) / 1000) + retiredMappingDays * 86_400;
  const time = within(timeoutMs);
  const sets = [addToOutbox, ...(booksMissed ? [keepMissedSince] : [])].join(', ');
  try {
    await table.updateItem(
      {
        TableName: tableName,
        Key: marshall({ generator, sourceArn }),
        UpdateExpression: `SET retirement = :retirement, #ttl = :ttl, ${sets}`,
        ConditionExpression: isLiveGeneration,
        ExpressionAttributeNames: { '#ttl': mappingTableTtl },
        ExpressionAttributeValues: marshall({
          ':generation': generation,
          ':retirement': retirementOf(notification),
          ':ttl': ttlSeconds,
          ...(booksMissed && { ':missedSince': missedSinceRetirement(notification.time) }),
          ':none': [],
          ':notifications': [notification],
        }),
      },
      time,
    );
    return 'retired';
  } catch (error) {
    if (!isConditionFailure(error)) throw error;
    return await whyNotRetired(table, tableName, { generator, sourceArn }, time);
  }
}

/** The condition that a mapping is live and of the generation `:generation`. */
export const isLiveGeneration = 'generation = :generation AND attribute_not_exists(retirement)';

/** The part of an update that adds `:notifications` to the outbox; `:none` is an empty list. */
export const addToOutbox = 'outbox = list_append(if_not_exists(outbox, :none), :notifications)';

/** The part of an update that notes `:missedSince`, unless events may have been missed since an earlier time. */
export const keepMissedSince = 'missedSince = if_not_exists(missedSince, :missedSince)';

// A second read, since dynalite does not return the item that failed a condition.
async function whyNotRetired(
  table: TableCalls,
  tableName: string,
  { generator, sourceArn }: Pick<Mapping, 'generator' | 'sourceArn'>,
  time: ReturnType<typeof within>,
): Promise<RetireResult> {
  const { Items: [item] = [] } = await table.query(
    {
      TableName: tableName,
      ConsistentRead: true,
      KeyConditionExpression: 'generator = :generator AND sourceArn = :sourceArn',
      ProjectionExpression: 'retirement, generation',
      ExpressionAttributeValues: marshall({ ':generator': generator, ':sourceArn': sourceArn }),
    },
    time,
  );
  if (item === undefined) return 'absent';
  return item['retirement'] === undefined ? 'superseded' : 'retiredBefore';
}
