import pLimit from 'p-limit';
import type { Mapping } from '../../lambdas/domain/mapping.ts';
import type { MappingKey } from '../../lambdas/ports/reconcile.ts';
import {
  deliveriesOf,
  type DeliveryFilter,
  type Search,
  type SourceDeliveries,
} from './list-of-source.ts';

/** A page of a history is a megabyte at most. */
const sourcesInFlight = 8;
const pageSize = 100;

/** How far a search through the sources of a tenant has come. */
export interface TenantProgress {
  readonly searched: number;
  readonly sources: number;
}

/** Searches the history of every source of the tenant, the retired ones too. */
export async function deliveriesOfTenant(
  filter: DeliveryFilter,
  search: Pick<Search, 'context' | 'signal'>,
  onProgress: (progress: TenantProgress) => void,
): Promise<SourceDeliveries> {
  const { signal } = search;
  const mappings = await mappingsOf(search);
  const inTurn = pLimit(sourcesInFlight);
  let searched = 0;
  const parts = await Promise.all(
    mappings.map((mapping) =>
      inTurn(async () => {
        if (signal.aborted) return { deliveries: [], hasMore: true };
        const part = await deliveriesOf(mapping, filter, { ...search, onPage: () => undefined });
        searched += 1;
        onProgress({ searched, sources: mappings.length });
        return part;
      }),
    ),
  );
  const newest = parts
    .flatMap(({ deliveries }) => deliveries)
    .toSorted((one, other) => (one.lastAttemptAt > other.lastAttemptAt ? -1 : 1));
  return {
    deliveries: newest.slice(0, filter.limit),
    hasMore: newest.length > filter.limit || parts.some(({ hasMore }) => hasMore),
  };
}

async function mappingsOf({ context }: Pick<Search, 'context'>): Promise<readonly Mapping[]> {
  const { mappings: table, tenant } = context;
  const all: Mapping[] = [];
  let after: MappingKey | undefined;
  do {
    const { mappings, next } = await table.list(tenant, { limit: pageSize, after });
    all.push(...mappings);
    after = next;
  } while (after !== undefined);
  return all;
}
