import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { Log } from '../ports/delivery.ts';
import type { Mapping } from '../domain/mapping.ts';
import { listeningStates } from '../domain/history/row.ts';
import { notificationTypes } from '../domain/notification.ts';
import { sourceStates } from '../domain/source-state.ts';
import type { FoundMappings, MappingKey } from '../ports/reconcile.ts';

/** The key of a mapping's item. */
export function keyItem({ generator, sourceArn }: MappingKey): Record<string, AttributeValue> {
  return marshall({ generator, sourceArn });
}

/** Reads an item of the mapping table. Throws a ValiError when it is not a mapping. */
export function readMappingItem(item: Record<string, AttributeValue>): Mapping {
  return v.parse(mappingSchema, unmarshall(item));
}

/**
 * Reads an item for a delivery: without the display name, which nothing that delivers carries or depends
 * on. Throws a ValiError when it is not a mapping.
 */
export function readLookedUpItem(item: Record<string, AttributeValue>): Mapping {
  return v.parse(lookedUpSchema, unmarshall(item));
}

/**
 * The mappings among items of the table. An item that cannot be read is reported, and does not stop
 * the others; items that are not mappings are skipped.
 */
export function readMappingItems(
  items: readonly Record<string, AttributeValue>[],
  log: Log,
): FoundMappings {
  const mappings: Mapping[] = [];
  const unreadable: string[] = [];
  for (const item of items.filter(isOfGenerator)) {
    try {
      mappings.push(readMappingItem(item));
    } catch (error) {
      const sourceArn = item['sourceArn']?.S ?? '';
      unreadable.push(sourceArn);
      log.error('an item of the mapping table is not a mapping', { sourceArn, error });
    }
  }
  return { mappings, unreadable };
}

// Any other item of the table has a key that begins with `#` and, unlike a generator, has no slash.
function isOfGenerator({ generator }: Record<string, AttributeValue>): boolean {
  return generator?.S === undefined || !/^#[^/]*$/.test(generator.S);
}

const notificationSchema = v.object({
  type: v.picklist(notificationTypes),
  time: v.string(),
  reason: v.string(),
  daysLeft: v.exactOptional(v.number()),
  failingHours: v.exactOptional(v.number()),
});

const lookedUpSchema = v.object({
  generator: v.string(),
  sourceArn: v.string(),
  sourceName: v.string(),
  tenant: v.string(),
  account: v.string(),
  region: v.string(),
  generation: v.string(),
  state: v.picklist(sourceStates),
  expirationTime: v.exactOptional(v.string()),
  lastCheckedAt: v.exactOptional(v.string()),
  notifiedDaysLeft: v.exactOptional(v.number()),
  outbox: v.exactOptional(v.array(notificationSchema)),
  detailTypes: v.exactOptional(v.array(v.string())),
  createdAt: v.string(),
  lastAcceptedEvent: v.exactOptional(
    v.object({
      id: v.string(),
      detailType: v.string(),
      acceptedAt: v.string(),
      state: v.exactOptional(v.picklist(listeningStates)),
    }),
  ),
  lastError: v.exactOptional(v.object({ code: v.string(), message: v.string(), time: v.string() })),
  failingSince: v.exactOptional(v.string()),
  notifiedFailing: v.exactOptional(v.object({ since: v.string(), hours: v.number() })),
  retirement: v.exactOptional(v.object({ reason: v.string(), retiredAt: v.string() })),
  pausedAt: v.exactOptional(v.string()),
  skipBefore: v.exactOptional(v.string()),
  missedSince: v.exactOptional(v.string()),
  leftBefore: v.exactOptional(v.string()),
  missedUntil: v.exactOptional(v.string()),
  doubt: v.exactOptional(v.object({ from: v.string(), to: v.string() })),
  sendsMissedOnceActive: v.exactOptional(v.boolean()),
});

const mappingSchema = v.object({
  ...lookedUpSchema.entries,
  displayName: v.exactOptional(v.string()),
});

/** The names of all attributes that a mapping may have. */
export const mappingAttributes: readonly string[] = Object.keys(mappingSchema.entries);
