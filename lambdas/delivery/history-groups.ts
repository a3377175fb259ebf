import type { HistoryRecord } from '../ports/history.ts';
import type { Decided } from './apply-dispositions.ts';
import type { Work } from './batch.ts';

/** Records that are flushed together, and the deliveries that they are of, at the same index. */
export interface HistoryGroup {
  readonly decided: readonly Decided<Work>[];
  readonly records: readonly HistoryRecord[];
}

interface GrowingGroup {
  readonly decided: Decided<Work>[];
  readonly records: HistoryRecord[];
  /** As the queue will have them, compressed: an estimate. */
  bytes: number;
  /** When its first record came, epoch milliseconds. */
  sinceMs: number;
  /** The event of the last record: its text counts once. */
  lastEvent: Work['event'] | undefined;
}

/** SQS bills a message by 64 KiB, which are 48 before they are base64; the rest is for a wrong estimate. */
export const billingUnitBytes = 44 * 1024;
/** A call costs as much processor time as the rows and texts of a hundred events, whatever its size. */
const fullGroupBytes = 4 * billingUnitBytes;
// What a slow queue has made wait goes in larger groups, which still fit one request of SQS.
const maxGroupBytes = 8 * billingUnitBytes;
// Rows of one group measured 42 to 56 bytes each, and texts a third to an eighth of their length.
const rowBytes = 48;
const packedShare = 0.25;

/** Records that wait for a flush, in order. */
export interface HistoryGroups {
  /** Adds a record; returns whether it is the first of its group. */
  add(one: Decided<Work>, record: HistoryRecord, nowMs: number): boolean;
  /** How many records wait. */
  rows(): number;
  /** When the oldest record came that may be flushed, epoch milliseconds. */
  sinceMs(): number;
  isOneFull(): boolean;
  /** From now on nothing is kept back: it is known whether the texts are stored. */
  release(): void;
  /** Takes the oldest group that may be flushed. */
  take(): HistoryGroup | undefined;
}

/**
 * Groups without records.
 *
 * @param keepsBack whether the records of held deliveries whose texts are stored apart are kept from a
 * flush, until it is known that they are stored
 */
export function historyGroups({ keepsBack }: { readonly keepsBack: boolean }): HistoryGroups {
  const ready: GrowingGroup[] = [];
  const held: GrowingGroup[] = [];
  let isKeepingBack = keepsBack;
  let rows = 0;

  return {
    add(one, record, nowMs) {
      const isHeld = one.disposition.kind === 'hold' && record.row.body !== undefined;
      const group = growing(isKeepingBack && isHeld ? held : ready, nowMs);
      addTo(group, one, record);
      rows += 1;
      return group.records.length === 1;
    },
    rows: () => rows,
    sinceMs: () => ready[0]?.sinceMs ?? Infinity,
    isOneFull: () => ready[0] !== undefined && ready[0].bytes >= fullGroupBytes,
    release() {
      isKeepingBack = false;
      ready.push(...held.splice(0));
    },
    take() {
      const taken = ready.shift();
      rows -= taken?.records.length ?? 0;
      return taken;
    },
  };
}

/** The last group, unless it is so large that a new one is begun. */
function growing(groups: GrowingGroup[], nowMs: number): GrowingGroup {
  const last = groups.at(-1);
  if (last !== undefined && last.bytes < maxGroupBytes) return last;
  const begun = { decided: [], records: [], bytes: 0, sinceMs: nowMs, lastEvent: undefined };
  groups.push(begun);
  return begun;
}

function addTo(to: GrowingGroup, one: Decided<Work>, record: HistoryRecord): void {
  const group = to;
  group.decided.push(one);
  group.records.push(record);
  group.bytes += rowBytes;
  if (record.event === undefined || record.event === group.lastEvent) return;
  group.bytes += one.delivery.sizeBytes * packedShare;
  group.lastEvent = record.event;
}
