import type { MappingVersion } from '../ports/delivery.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { MappingChange } from '../ports/reconcile.ts';
import type { ReplacedMapping } from '../ports/registration.ts';
import {
  addToOutbox,
  isLiveGeneration,
  mappingTableKey,
  mappingTableTtl,
} from './dynamodb-mapping-table.ts';
import { fieldUpdate, type Update } from './field-update.ts';
import { mappingAttributes } from './mapping-item.ts';

/** The update that changes a live mapping, on condition that nobody has changed or checked it since it was read. */
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
const nothing = Object.fromEntries(replaced.map((name) => [name, undefined]));

/**
 * The update that puts a mapping in the place of the one that was read, or where there is none. The
 * older one's notifications stay, and who claims them; everything else of it goes.
 */
export function registerUpdate(mapping: Mapping, replaces: ReplacedMapping | undefined): Update {
  const { generator: _, sourceArn: __, outbox, ...fields } = mapping;
  return fieldUpdate(
    { ...nothing, ...fields },
    {
      sets: outbox === undefined ? [] : [addToOutbox],
      condition: standsAsRead(replaces),
      values: {
        ':readGeneration': replaces?.generation,
        ':readDetailTypes': replaces?.detailTypes,
        ...(outbox !== undefined && { ':none': [], ':notifications': outbox }),
      },
    },
  );
}

function standsAsRead(read: ReplacedMapping | undefined): string {
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
