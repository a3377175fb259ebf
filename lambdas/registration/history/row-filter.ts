import { countKindOf, type CountKind } from '../../domain/history/counts.ts';
import { deliveryKey, type HistoryRow } from '../../domain/history/row.ts';
import type { ChunkSummary } from '../../domain/history/chunk.ts';

/** Which rows are asked for. */
export interface RowFilter {
  /** Epoch milliseconds. */
  readonly sinceMs: number;
  /** Exclusive. */
  readonly untilMs: number;
  readonly kind?: CountKind;
  readonly detailType?: string;
  /** Of the event: the vendor's id, or EventBridge's. */
  readonly ids?: readonly string[];
}

/** Whether a chunk may have rows that are asked for. */
export function mayMatch(filter: RowFilter, chunk: ChunkSummary): boolean {
  const { sinceMs, untilMs, kind, detailType } = filter;
  return (
    chunk.toMs >= sinceMs &&
    chunk.fromMs < untilMs &&
    (kind === undefined || chunk.counts[kind] > 0) &&
    (detailType === undefined || chunk.detailTypes.includes(detailType))
  );
}

/** Whether a row is asked for. */
export function matches(filter: RowFilter, row: HistoryRow): boolean {
  const { sinceMs, untilMs, kind, detailType, ids } = filter;
  return (
    row.atMs >= sinceMs &&
    row.atMs < untilMs &&
    (kind === undefined || countKindOf(row) === kind) &&
    (detailType === undefined || row.detailType === detailType) &&
    (ids === undefined || isOfEvent(row, ids))
  );
}

/** Whether a row is of an event, by the vendor's id or by EventBridge's. */
export function isOfEvent({ eventId, eventBridgeId }: HistoryRow, ids: readonly string[]): boolean {
  return ids.includes(eventId) || (eventBridgeId !== undefined && ids.includes(eventBridgeId));
}

/** What two rows have in common if they are the same one, recorded twice. */
export function rowKey(row: HistoryRow): string {
  const { atMs, outcome, attempts, eventBridgeId = '' } = row;
  return `${atMs} ${outcome} ${attempts} ${eventBridgeId} ${deliveryKey(row)}`;
}
