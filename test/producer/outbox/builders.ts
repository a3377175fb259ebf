import {
  createOutbox,
  type FailedEvent,
  type OutboxEvent,
  type OutboxOptions,
  type OutboxProblem,
  type OutgoingEvent,
  type RelayOptions,
  type SendResult,
} from '../../../producer/index.ts';
import { testNowMs } from '../../support/domain-builders.ts';

/** An event of `acct1` that leaves id and time to the outbox. */
export function anOutboxEvent(fields: Partial<OutboxEvent> = {}): OutboxEvent {
  return { generator: 'acct1/repo1', detailType: 'push', detail: { ref: 'main' }, ...fields };
}

/** An outbox with the ids `new-1`, `new-2` and so on, whose pauses take no time. */
export function anOutbox(options: OutboxOptions = {}) {
  const sleptMs: number[] = [];
  let ids = 0;
  const withPauses = (onPause: () => void) =>
    createOutbox(options, {
      newId: () => `new-${(ids += 1)}`,
      now: () => new Date(testNowMs),
      random: () => 1,
      deadline: () => new AbortController().signal,
      sleep: async (milliseconds) => {
        sleptMs.push(milliseconds);
        onPause();
      },
    });
  return {
    ...withPauses(() => {}),
    sleptMs,
    /** Relays until nothing is due, or so many pauses are over. Returns the problems. */
    relayDue: async (
      relay: Omit<RelayOptions, 'signal' | 'onProblem'>,
      { pauses = 1 }: { pauses?: number } = {},
    ): Promise<readonly OutboxProblem[]> => {
      const stop = new AbortController();
      const problems: OutboxProblem[] = [];
      let left = pauses;
      const outbox = withPauses(() => {
        left -= 1;
        if (left === 0) stop.abort();
        if (left < -10) throw new Error('the relay does not end');
      });
      await outbox.relay({
        ...relay,
        signal: stop.signal,
        onProblem: (problem) => problems.push(problem),
      });
      return problems;
    },
  };
}

/** What becomes of an event; undefined if it is sent. */
export type Verdict = (event: OutgoingEvent) => Omit<FailedEvent, 'event' | 'index'> | undefined;

/** A `sendEvents` in memory. */
export function aSender(verdict: Verdict = () => undefined) {
  const sent: OutgoingEvent[] = [];
  const batches: number[] = [];
  return {
    sent,
    /** How many events each call had. */
    batches,
    sendEvents: async (events: readonly OutgoingEvent[]): Promise<SendResult> => {
      batches.push(events.length);
      const failed = events.flatMap((event, index) => {
        const failure = verdict(event);
        if (failure === undefined) sent.push(event);
        return failure === undefined ? [] : [{ event, index, ...failure }];
      });
      return { sent: events.length - failed.length, failed };
    },
  };
}

/** A failure that passes. */
export const throttled = { kind: 'notSent', code: 'RequestThrottled', reason: 'slow' } as const;

/** One that does not. */
export const refusal = { kind: 'refused', code: 'entryTooLarge', reason: 'too large' } as const;
