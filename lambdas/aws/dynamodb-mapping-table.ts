import { marshall } from '@aws-sdk/util-dynamodb';
import type {
  CallTime,
  CountedMappings,
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
import { readLookedUpItem } from './mapping-item.ts';

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
    findLive: (generator, options) =>
      findMappings({ table: reader, tableName }, generator, options),
    countLive: (generator, options) =>
      countMappings({ table: reader, tableName }, generator, options),

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

interface ReadContext {
  readonly table: TableCalls;
  readonly tableName: string;
}

async function findMappings(
  { table, tableName }: ReadContext,
  generator: string,
  options: LookUpOptions = {},
): Promise<readonly Mapping[]> {
  const { atMost, timeoutMs } = options;
  const time = within(timeoutMs);
  const query = { TableName: tableName, ...liveOf(generator, options) };
  const mappings: Mapping[] = [];
  let startKey = startKeyOf(generator, options);
  do {
    const limit = atMost === undefined ? {} : { Limit: atMost - mappings.length };
    const page = { ...query, ...limit, ExclusiveStartKey: startKey };
    const { Items: items = [], LastEvaluatedKey: last } = await table.query(page, time);
    for (const item of items) mappings.push(readLookedUpItem(item));
    startKey = last;
  } while (startKey !== undefined && mappings.length !== atMost);
  return mappings;
}

async function countMappings(
  { table, tableName }: ReadContext,
  generator: string,
  options: LookUpOptions = {},
): Promise<CountedMappings> {
  const { atMost, timeoutMs } = options;
  const { Count: mappings = 0, LastEvaluatedKey: last } = await table.query(
    {
      TableName: tableName,
      ...liveOf(generator, options),
      Select: 'COUNT',
      ...(atMost !== undefined && { Limit: atMost }),
      ExclusiveStartKey: startKeyOf(generator, options),
    },
    within(timeoutMs),
  );
  const through = last?.['sourceArn']?.S;
  return { mappings, ...(through !== undefined && { through }) };
}

/** What a query for a generator's live mappings within bounds says, but for where it starts. */
function liveOf(generator: string, { sourceArn, through, isFresh, retiredSince }: LookUpOptions) {
  const [arn, comparison] = sourceArn === undefined ? [through, '<='] : [sourceArn, '='];
  return {
    ConsistentRead: isFresh ?? false,
    KeyConditionExpression: `generator = :generator${arn === undefined ? '' : ` AND sourceArn ${comparison} :arn`}`,
    FilterExpression: retiredSince === undefined ? notRetired : `${notRetired} OR ${retiredAfter}`,
    ExpressionAttributeValues: marshall(
      { ':generator': generator, ':arn': arn, ':retiredSince': retiredSince },
      { removeUndefinedValues: true },
    ),
  };
}

/** DynamoDB refuses a start key that the query's own condition excludes. */
function startKeyOf(generator: string, { sourceArn, after }: LookUpOptions): Item | undefined {
  if (after === undefined || sourceArn !== undefined) return undefined;
  return marshall({ generator, sourceArn: after });
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
