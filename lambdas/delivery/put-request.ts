import type { Delivery } from '../domain/delivery.ts';
import {
  classifyEntry,
  classifyFailure,
  isForItsSize,
  isForSomeEntry,
  type Outcome,
} from '../domain/outcome.ts';
import type { PutPartnerEvents } from '../ports/delivery.ts';
import type { BatchCounters } from './batch-counters.ts';

/** How a request is made. */
export interface CallSettings {
  /** The longest wait for an answer. */
  readonly callTimeoutMs: number;
  /** A call is not started with less time than this left. */
  readonly minCallMs: number;
}

/** An attempt's outcome, or `notStarted` when there was no time left to make it. */
export type Attempt = Outcome | { readonly kind: 'notStarted' };

/** A delivery and what came of its attempt. */
export interface Attempted<T extends Delivery> {
  readonly delivery: T;
  readonly attempt: Attempt;
}

/** What making a request needs. */
export interface PutContext<T extends Delivery> {
  readonly put: PutPartnerEvents;
  readonly settings: CallSettings;
  readonly now: () => number;
  /** By when every call has ended, epoch milliseconds. */
  readonly callsMs: number;
  readonly counters: BatchCounters;
  /** Is given what came of each call as soon as it is known. */
  readonly settle: (attempted: readonly Attempted<T>[]) => Promise<void>;
  /** Is given each request that was refused whole for its size. */
  readonly onRefusedForSize: (request: readonly T[]) => void;
}

/**
 * Makes one delivery attempt for each delivery of a request, in one call. A request that was refused
 * whole for something in it is halved until the culprit stands alone.
 */
export async function putRequest<T extends Delivery>(
  region: string,
  request: readonly T[],
  context: PutContext<T>,
): Promise<void> {
  const { settings, counters, settle } = context;
  const timeLeftMs = context.callsMs - context.now();
  if (timeLeftMs < settings.minCallMs) {
    await settle(request.map((delivery) => ({ delivery, attempt: { kind: 'notStarted' } })));
    return;
  }
  const timeoutMs = Math.min(settings.callTimeoutMs, timeLeftMs);
  const answer = await context.put(region, request, timeoutMs);
  if (answer.kind !== 'notCalled') counters.entriesPerCall.push(request.length);
  if (answer.kind === 'failed' && isForItsSize(answer.failure)) context.onRefusedForSize(request);
  if (answer.kind === 'answered') {
    const { results } = answer;
    await settle(
      request.map((delivery, index) => ({ delivery, attempt: classifyEntry(results[index]) })),
    );
  } else if (request.length > 1 && isForSomeEntry(answer.failure)) {
    const half = Math.ceil(request.length / 2);
    await putRequest(region, request.slice(0, half), context);
    await putRequest(region, request.slice(half), context);
  } else {
    const attempt = classifyFailure(answer.failure);
    await settle(request.map((delivery) => ({ delivery, attempt })));
  }
}
