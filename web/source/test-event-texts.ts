import type { TestEventView } from '../../lambdas/contract/test-event.ts';
import type { Source } from '../api/source.ts';

/** A test event that was queued from this page. */
export interface SentTestEvent {
  readonly event: TestEventView;
  /** Epoch milliseconds. */
  readonly sentAtMs: number;
}

/** An accepted event shows within a minute; one that is retried takes longer. */
const longestWaitMs = 3 * 60_000;

/** Whether EventBridge is known to have accepted it. */
function isAccepted({ event }: SentTestEvent, source: Source): boolean {
  return source.lastAcceptedEvent?.id === event.id;
}

/** Whether to keep polling for its acceptance. */
export function isAwaited(sent: SentTestEvent, source: Source, nowMs: number): boolean {
  return !isAccepted(sent, source) && nowMs - sent.sentAtMs < longestWaitMs;
}

/** Where a test event goes, given the state of its source. */
export function resultText({ wasActive }: TestEventView): string {
  return wasActive
    ? 'The source was active, so EventBridge delivers the event to the customer’s event bus. Only the customer can see whether a rule matches it.'
    : 'The source was not active. EventBridge accepts the event but drops it: the customer does not receive it.';
}

/** The progress of a test event. */
export function progressText(sent: SentTestEvent, source: Source, nowMs: number): string {
  if (isAccepted(sent, source)) return 'EventBridge has accepted it.';
  if (isAwaited(sent, source, nowMs)) return 'Waiting for EventBridge to accept it…';
  return 'EventBridge has not confirmed it. Check the last accepted event and the last error below.';
}
