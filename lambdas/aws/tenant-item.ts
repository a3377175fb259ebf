import { marshall } from '@aws-sdk/util-dynamodb';
import type { Item } from './batch-get.ts';

/**
 * The key of an item of the mapping table that belongs to a tenant and is not a mapping. It has no
 * slash, so that no generator has the same.
 */
export function tenantItemKey(tenant: string, sortKey: string): Item {
  return marshall({ generator: `#tenant ${encodeURIComponent(tenant)}`, sourceArn: sortKey });
}

/** A time as DynamoDB's TTL counts it. */
export function epochSeconds(nowMs: number): number {
  return Math.floor(nowMs / 1000);
}
