import { marshall } from '@aws-sdk/util-dynamodb';
import type { Mapping } from '../domain/mapping.ts';
import type { MappingVersion } from '../ports/delivery.ts';
import type { MappingChange, OutboxClaim } from '../ports/reconcile.ts';
import type { ReplacedMapping } from '../ports/registration.ts';
import { fieldUpdate, type Update } from './conditional-update.ts';
import {
  addToOutbox,
  isLiveGeneration,
  mappingTableKey,
  mappingTableTtl,
} from './dynamodb-mapping-table.ts';
import { mappingAttributes } from './mapping-item.ts';

/** The update that changes a live mapping, on condition that it has not been changed or checked since it was read. */
export function changeUpdate(
  { generation, lastCheckedAt: readCheckedAt }: Mapping,
  { state, lastCheckedAt, expirationTime, notifiedDaysLeft, outbox }: MappingChange,
): Update {
  const unchanged =
    readCheckedAt === undefined
      ? 'attribute_not_exists(lastCheckedAt)'
      : '#lastCheckedAt = :readCheckedAt';
  const hasOutbox = outbox.length > 0;
  return fieldUpdate(
    { state, lastCheckedAt, expirationTime, notifiedDaysLeft },
    {
      sets: hasOutbox ? [addToOutbox] : [],
      condition: `${isLiveGeneration} AND ${unchanged}`,
      values: {
        ':generation': generation,
        ':readCheckedAt': readCheckedAt,
        ...(hasOutbox && { ':none': [], ':notifications': outbox }),
      },
    },
  );
}

const kept = new Set<string>([mappingTableKey.partition, mappingTableKey.sort, 'outbox']);
const replaced = [...mappingAttributes, mappingTableTtl].filter((name) => !kept.has(name));
const noFields = Object.fromEntries(replaced.map((name) => [name, undefined]));

/**
 * The update that writes a mapping over the one that was read, or where there was none. The older
 * one's outbox and its claim stay; everything else is replaced.
 */
export function registerUpdate(mapping: Mapping, replaces: ReplacedMapping | undefined): Update {
  const { generator: _, sourceArn: __, outbox, ...fields } = mapping;
  return fieldUpdate(
    { ...noFields, ...fields },
    {
      sets: outbox === undefined ? [] : [addToOutbox],
      condition: isAsRead(replaces),
      values: {
        ':readGeneration': replaces?.generation,
        ':readDetailTypes': replaces?.detailTypes,
        ...(outbox !== undefined && { ':none': [], ':notifications': outbox }),
      },
    },
  );
}

function isAsRead(read: ReplacedMapping | undefined): string {
  if (read === undefined) return 'attribute_not_exists(generator)';
  const hasDetailTypes =
    read.detailTypes === undefined
      ? 'attribute_not_exists(#detailTypes)'
      : '#detailTypes = :readDetailTypes';
  return `#generation = :readGeneration AND ${hasDetailTypes}`;
}

/** The update that changes which detail types a live mapping wants; all of them when undefined. */
export function detailTypesUpdate(
  { generation }: MappingVersion,
  detailTypes: readonly string[] | undefined,
): Update {
  const values = { ':generation': generation };
  return fieldUpdate({ detailTypes }, { condition: isLiveGeneration, values });
}

/** The update that claims a mapping's outbox, on condition that it has notifications and no other claim. */
export function claimUpdate({ from, until }: OutboxClaim): Update {
  return {
    UpdateExpression: 'SET outboxClaimedUntil = :until',
    ConditionExpression:
      'size(outbox) > :none AND (attribute_not_exists(outboxClaimedUntil) OR outboxClaimedUntil <= :from)',
    ExpressionAttributeValues: marshall({ ':until': until, ':from': from, ':none': 0 }),
    ReturnValues: 'ALL_NEW',
  };
}

/**
 * The update that ends a claim and removes the notifications of these indexes, on condition that the
 * claim has not been replaced.
 */
export function settleUpdate({ until }: OutboxClaim, sent: readonly number[]): Update {
  // The last one first, since dynalite removes them one by one, which moves those behind.
  const removed = sent.toSorted((a, b) => b - a).map((index) => `, outbox[${index}]`);
  return {
    UpdateExpression: `REMOVE outboxClaimedUntil${removed.join('')}`,
    ConditionExpression: 'outboxClaimedUntil = :until',
    ExpressionAttributeValues: marshall({ ':until': until }),
  };
}
