import type { bodyStates, DeliveryView, EventDeliveryView } from '../../contract/history-view.ts';
import { deliveryError } from '../../domain/activity.ts';
import type { HistoryRow } from '../../domain/history/row.ts';
import type { Failure } from '../../domain/outcome.ts';

type BodyState = (typeof bodyStates)[number];

/** A row as `Delivery` of openapi.yaml. */
export function deliveryView(row: HistoryRow, bodiesFromMs: number): DeliveryView {
  const { eventId, detailType, queuedAtMs, atMs } = row;
  return {
    event: eventId,
    detailType,
    queuedAt: moment(queuedAtMs),
    lastAttemptAt: moment(atMs),
    ...outcomeOf(row),
    body: bodyState(row, bodiesFromMs),
  };
}

/** A row as `Attempt` of openapi.yaml. */
export function attemptView(row: HistoryRow): EventDeliveryView['attempts'][number] {
  return { at: moment(row.atMs), ...outcomeOf(row) };
}

function outcomeOf(row: HistoryRow) {
  const { outcome, state, attempts, trigger } = row;
  return {
    outcome,
    reason: row.reason ?? null,
    state,
    attempts,
    eventBridgeId: row.eventBridgeId ?? null,
    error: row.failure === undefined ? null : withoutNames(row.failure),
    trigger,
    replay: row.replay ?? null,
  };
}

/** A failure without the names of sources: its request may have held entries of others. */
function withoutNames(failure: Failure): Failure {
  const { code, message } = deliveryError(failure, '');
  return { code, message };
}

/**
 * Whether an event's contents are kept, by its row. They are as old as the event itself, except those of a
 * redriven event, which may have been recorded again.
 */
export function bodyState(row: HistoryRow, bodiesFromMs: number): BodyState {
  if (row.body === undefined) return 'notKept';
  const recordedAtMs = row.trigger === 'redrive' ? row.atMs : row.queuedAtMs;
  return recordedAtMs >= bodiesFromMs ? 'kept' : 'expired';
}

/** A time as RFC 3339 has it. */
export function moment(ms: number): string {
  return new Date(ms).toISOString();
}
