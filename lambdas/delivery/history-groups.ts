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

/** SQS bills a message by 64 KiB. */
const fullGroupBytes = 64 * 1024;
// Rows of one group measured 39 to 56 bytes each, and texts a third to an eighth of their length.
const rowBytes = 48;
const packedShare = 0.25;

/**
 * The records that wait for a flush, in order. Those of held deliveries whose texts are stored apart are
 * kept from a flush until it is known that they are stored.
 */
export function historyGroups() {
  let ready = newGroup();
  let held = newGroup();

  return {
    /** Adds a record; returns whether it is the first of its group. */
    add(one: Decided<Work>, record: HistoryRecord, nowMs: number): boolean {
      const isKeptBack = one.disposition.kind === 'hold' && record.row.body !== undefined;
      return addTo(isKeptBack ? held : ready, { one, record, nowMs });
    },
    rows: () => ready.records.length + held.records.length,
    /** When the oldest record came that may be flushed, epoch milliseconds. */
    sinceMs: () => ready.sinceMs,
    /** Whether there is a full group, or any if that is late. */
    isFlushDue: (isLate: boolean) =>
      ready.bytes >= fullGroupBytes || (isLate && ready.records.length > 0),
    /** Whether there is anything to take. */
    canTake: (areTextsKnown: boolean) =>
      ready.records.length > 0 || (areTextsKnown && held.records.length > 0),
    /** Takes what waits, without held deliveries whose texts may not be stored. */
    take(areTextsKnown: boolean): HistoryGroup {
      const taken = ready;
      ready = newGroup();
      if (!areTextsKnown || held.records.length === 0) return taken;
      const both = {
        decided: [...taken.decided, ...held.decided],
        records: [...taken.records, ...held.records],
      };
      held = newGroup();
      return both;
    },
  };
}

function newGroup(): GrowingGroup {
  return { decided: [], records: [], bytes: 0, sinceMs: 0, lastEvent: undefined };
}

function addTo(
  to: GrowingGroup,
  added: {
    readonly one: Decided<Work>;
    readonly record: HistoryRecord;
    readonly nowMs: number;
  },
): boolean {
  const group = to;
  const { one, record, nowMs } = added;
  const isFirst = group.records.length === 0;
  if (isFirst) group.sinceMs = nowMs;
  group.decided.push(one);
  group.records.push(record);
  group.bytes += rowBytes;
  if (record.event !== undefined && record.event !== group.lastEvent) {
    group.bytes += one.delivery.sizeBytes * packedShare;
    group.lastEvent = record.event;
  }
  return isFirst;
}
