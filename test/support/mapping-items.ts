import type { Mapping } from '../../lambdas/domain/mapping.ts';

/** An item of the mapping table: a mapping, and until when its notifications are claimed. */
export interface MappingItem {
  readonly mapping: Mapping;
  readonly claimedUntil?: string;
}

/** The items of a mapping table in memory. */
export type MappingItems = ReturnType<typeof mappingItems>;

/** Items in the order in which they came, by their keys. */
export function mappingItems(mappings: readonly Mapping[]) {
  const items = new Map<string, MappingItem>();
  const store = {
    get: (key: Key) => items.get(textOf(key)),
    put: (mapping: Mapping, claimedUntil?: string) => {
      items.set(textOf(mapping), { mapping, ...(claimedUntil !== undefined && { claimedUntil }) });
    },
    delete: (key: Key) => items.delete(textOf(key)),
    all: () => Array.from(items.values(), ({ mapping }) => mapping),
  };
  for (const mapping of mappings) store.put(mapping);
  return store;
}

type Key = Pick<Mapping, 'generator' | 'sourceArn'>;

function textOf({ generator, sourceArn }: Key): string {
  return JSON.stringify([generator, sourceArn]);
}
