import type { Source, TestEvent } from '../api/schemas.ts';

/** A test event that was queued from this page. */
export interface SentTestEvent {
  readonly event: TestEvent;
  /** Epoch milliseconds. */
  readonly sentAtMs: number;
}

/** What EventBridge accepts is shown at most a minute later; an event that is retried takes longer. */
const longestWaitMs = 3 * 60_000;

/** Whether EventBridge has accepted it, as far as is known. */
function isAccepted({ event }: SentTestEvent, source: Source): boolean {
  return source.lastAcceptedEvent?.id === event.id;
}

/** Whether it is worth asking if EventBridge has accepted it. */
export function isAwaited(sent: SentTestEvent, source: Source, nowMs: number): boolean {
  return !isAccepted(sent, source) && nowMs - sent.sentAtMs < longestWaitMs;
}

/** What becomes of a test event, given the state its source was in. */
export function resultText({ wasActive }: TestEvent): string {
  return wasActive
    ? 'The source was active, so EventBridge hands it to the customer’s event bus. Whether a rule there matches it, only the customer sees.'
    : 'The source was not active: EventBridge accepts the event and drops it, and the customer does not receive it.';
}

/** How far a test event has come. */
export function progressText(sent: SentTestEvent, source: Source, nowMs: number): string {
  if (isAccepted(sent, source)) return 'EventBridge has accepted it.';
  if (isAwaited(sent, source, nowMs)) return 'Waiting for EventBridge to accept it…';
  return 'EventBridge has not been seen to accept it. Look at the last accepted event and the last error below.';
}
