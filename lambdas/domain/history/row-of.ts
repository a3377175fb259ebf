import type { Delivery } from '../delivery.ts';
import type { Mapping } from '../mapping.ts';
import type { Failure } from '../outcome.ts';
import { shortenFailure } from '../retry-message.ts';
import type { Disposition } from '../retry-policy.ts';
import { testEventDetailType } from '../test-event.ts';
import { listeningState } from './listening-state.ts';
import type { BodyPlace, HistoryRow, Trigger } from './row.ts';

/** What a row is made of. */
export interface RecordedDelivery {
  /** As it was before the attempt. */
  readonly delivery: Delivery;
  /** Of its source. */
  readonly mapping: Mapping;
  readonly disposition: Disposition;
  /** When the disposition was decided, epoch milliseconds. */
  readonly nowMs: number;
  /** Where the event's text is kept, if it has a place already. */
  readonly body: BodyPlace | undefined;
}

/**
 * The row for what became of a delivery: its first outcome, or its last one. Undefined for what is
 * neither: a retry that is not the first, a delivery that was postponed without an attempt, and one that
 * nobody is to have any more.
 */
export function rowOf(recorded: RecordedDelivery): HistoryRow | undefined {
  const { delivery, mapping, disposition, nowMs, body } = recorded;
  const result = resultOf(disposition, delivery);
  if (result === undefined) return undefined;
  const { event, replay, queuedAtMs } = delivery;
  return {
    eventId: event.id,
    detailType: event.detailType,
    queuedAtMs,
    atMs: nowMs,
    ...result,
    state: listeningState(mapping, nowMs),
    trigger: triggerOf(delivery),
    ...(replay !== undefined && { replay }),
    ...(body !== undefined && { body }),
  };
}

/**
 * Whether the mode `exceptions` has the row: every one but that of a live event which EventBridge accepted
 * at once while the customer was listening.
 */
export function isException({ outcome, attempts, state, trigger }: HistoryRow): boolean {
  const isUsual = outcome === 'accepted' && attempts === 1 && state === 'ACTIVE';
  return !isUsual || (trigger !== 'live' && trigger !== 'test');
}

type Result = Pick<HistoryRow, 'outcome' | 'reason' | 'attempts' | 'failure' | 'eventBridgeId'>;

function resultOf(disposition: Disposition, { attempts }: Delivery): Result | undefined {
  switch (disposition.kind) {
    case 'accepted':
      return {
        outcome: 'accepted',
        attempts: attempts + 1,
        eventBridgeId: disposition.eventBridgeId,
      };
    case 'retry':
      if (attempts > 0) return undefined;
      return { outcome: 'waiting', attempts: 1, failure: shortenFailure(disposition.failure) };
    case 'deadLetter':
      return afterAttempt('deadLettered', disposition.why, attempts);
    case 'hold':
      return afterAttempt('held', disposition, attempts);
    case 'skip':
      return { outcome: 'skipped', attempts };
    case 'postpone':
    case 'drop':
      return undefined;
  }
}

/** The result of a delivery that was given up or held; it has a failure if an attempt was made. */
function afterAttempt(
  outcome: Result['outcome'],
  { reason, failure }: { readonly reason: NonNullable<Result['reason']>; failure?: Failure },
  attempts: number,
): Result {
  return failure === undefined
    ? { outcome, reason, attempts }
    : { outcome, reason, attempts: attempts + 1, failure: shortenFailure(failure) };
}

function triggerOf({ trigger, event }: Delivery): Trigger {
  return trigger ?? (event.detailType === testEventDetailType ? 'test' : 'live');
}
