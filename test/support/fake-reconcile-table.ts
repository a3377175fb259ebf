import type { Mapping } from '../../lambdas/domain/mapping.ts';
import type {
  MappingChange,
  MappingKey,
  Checkpoint,
  ReconcileTable,
} from '../../lambdas/ports/reconcile.ts';
import { fakeMappingTable, type FakeMappingTable } from './fake-mapping-table.ts';
import { inherits } from './inherits.ts';
import type { MappingItems } from './mapping-items.ts';

/** The same items as a mapping table has, as the reconciler sees them. */
export interface FakeReconcileTable extends ReconcileTable {
  /** The checkpoint that was last saved. */
  readonly checkpoint: () => Checkpoint;
  /** The items of these source ARNs are there and cannot be read, from now on. */
  readonly makeUnreadable: (...sourceArns: string[]) => void;
}

/** The reconciler's view of a mapping table in memory. */
export function fakeReconcileTable(
  table: FakeMappingTable = fakeMappingTable(),
  { pageSize = 500 } = {},
): FakeReconcileTable {
  const { items } = table;
  let checkpoint: Checkpoint = {};
  let unreadable: readonly string[] = [];
  const isReadable = ({ sourceArn }: { sourceArn: string }) => !unreadable.includes(sourceArn);
  return {
    checkpoint: () => checkpoint,
    makeUnreadable: (...sourceArns) => {
      unreadable = sourceArns;
    },
    async page(after) {
      const { mappings, next } = pageAfter(after, items.all(), pageSize);
      return { mappings: mappings.filter(isReadable), ...(next && { next }) };
    },
    async find(keys) {
      const found = keys.flatMap((key) => items.get(key)?.mapping ?? []);
      return {
        mappings: found.filter(isReadable),
        unreadable: found.filter((one) => !isReadable(one)).map(({ sourceArn }) => sourceArn),
      };
    },
    change: async (read, change) => changeItem(items, read, change),
    adopt: async (mapping, retired) => adoptItem(items, mapping, retired),
    claimOutbox: async (key, claim) => claimItem(items, key, claim),
    settleOutbox: async (claimed, { until }, sent) => settleItem(items, claimed, until, sent),
    loadCheckpoint: async () => checkpoint,
    async saveCheckpoint(next) {
      checkpoint = next;
    },
  };
}

function adoptItem(items: MappingItems, mapping: Mapping, retired: Mapping | undefined) {
  const { mapping: found, claimedUntil } = items.get(mapping) ?? {};
  const isLive = found !== undefined && found.retirement === undefined;
  if (isLive || !isSameMissed(found, retired)) return 'superseded';
  items.put(inherits(mapping, found, { isOverRetired: true }), claimedUntil);
  return 'adopted';
}

function isSameMissed(one: Mapping | undefined, other: Mapping | undefined): boolean {
  return (
    one?.generation === other?.generation &&
    one?.missedSince === other?.missedSince &&
    one?.leftBefore === other?.leftBefore
  );
}

function pageAfter(after: MappingKey | undefined, all: readonly Mapping[], pageSize: number) {
  const start =
    after === undefined ? 0 : all.findIndex(({ sourceArn }) => sourceArn === after.sourceArn) + 1;
  const mappings = all.slice(start, start + pageSize);
  const last = mappings.at(-1);
  const hasNext = start + pageSize < all.length && last !== undefined;
  return { mappings, next: hasNext ? keyOf(last) : undefined };
}

function claimItem(
  items: MappingItems,
  key: MappingKey,
  { from, until }: Parameters<ReconcileTable['claimOutbox']>[1],
): Mapping | undefined {
  const { mapping, claimedUntil = '' } = items.get(key) ?? {};
  if (mapping?.outbox === undefined || mapping.outbox.length === 0) return undefined;
  if (claimedUntil > from) return undefined;
  items.put(mapping, until);
  return mapping;
}

function changeItem(items: MappingItems, read: Mapping, change: MappingChange) {
  const { mapping: found, claimedUntil } = items.get(read) ?? {};
  if (found === undefined || !isAsRead(found, read, change)) return 'superseded';
  const { expirationTime: _, notifiedDaysLeft: __, ...kept } = found;
  const { expirationTime, notifiedDaysLeft, outbox, missed, ...changed } = change;
  const all = [...(found.outbox ?? []), ...outbox];
  items.put(
    {
      ...kept,
      ...changed,
      ...(expirationTime !== undefined && { expirationTime }),
      ...(notifiedDaysLeft !== undefined && { notifiedDaysLeft }),
      ...missed,
      ...(all.length > 0 && { outbox: all }),
    },
    claimedUntil,
  );
  return 'changed';
}

function isAsRead(found: Mapping, read: Mapping, { missed }: MappingChange): boolean {
  return (
    found.retirement === undefined &&
    found.generation === read.generation &&
    found.lastCheckedAt === read.lastCheckedAt &&
    (missed === undefined ||
      (found.missedSince === read.missedSince && found.leftBefore === read.leftBefore))
  );
}

function settleItem(
  items: MappingItems,
  claimed: MappingKey,
  until: string,
  sent: readonly number[],
) {
  const { mapping, claimedUntil } = items.get(claimed) ?? {};
  if (mapping === undefined || claimedUntil !== until) return;
  const left = (mapping.outbox ?? []).filter((_, index) => !sent.includes(index));
  items.put({ ...mapping, outbox: left });
}

function keyOf({ generator, sourceArn }: Mapping) {
  return { generator, sourceArn };
}
