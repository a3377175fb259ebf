import type { Delivery } from '../domain/delivery.ts';
import {
  classifyEntry,
  classifyFailure,
  isForItsSize,
  isForSomeEntry,
  type Failure,
  type Outcome,
  type SourceGoneCodes,
} from '../domain/outcome.ts';
import type { PutPartnerEvents } from '../ports/delivery.ts';
import type { BatchCounters } from './batch-counters.ts';

/** How a request is made. */
export interface CallSettings {
  /** The longest wait for an answer. */
  readonly callTimeoutMs: number;
  /** A call is not started with less time than this left. */
  readonly minCallMs: number;
  /** The codes by which a source that does not exist is recognised. */
  readonly sourceGoneCodes: SourceGoneCodes;
}

/** A delivery that was attempted, and EventBridge's answer for its entry. */
export interface Attempted<T extends Delivery> {
  readonly delivery: T;
  readonly outcome: Outcome;
}

/** What making a request needs. */
export interface PutContext<T extends Delivery> {
  readonly put: PutPartnerEvents;
  readonly settings: CallSettings;
  readonly now: () => number;
  /** When every call must have ended, epoch milliseconds. */
  readonly callsMs: number;
  readonly counters: BatchCounters;
  /** Receives the outcomes of each call as soon as they are known. */
  readonly settle: (attempted: readonly Attempted<T>[]) => Promise<void>;
  /** Receives each request for which no time is left. */
  readonly onNotStarted: (request: readonly T[]) => void;
  /** Receives each request that was refused whole for its size. */
  readonly onRefusedForSize: (request: readonly T[]) => void;
}

/**
 * Makes one delivery attempt for each delivery of a request, in one call. A request that was refused
 * whole because of some entry is halved until that entry is alone in it.
 */
export async function putRequest<T extends Delivery>(
  region: string,
  request: readonly T[],
  context: PutContext<T>,
): Promise<void> {
  const { settings, counters, settle } = context;
  const timeLeftMs = context.callsMs - context.now();
  if (timeLeftMs < settings.minCallMs) {
    context.onNotStarted(request);
    return;
  }
  const timeoutMs = Math.min(settings.callTimeoutMs, timeLeftMs);
  const answer = await context.put(region, request, timeoutMs);
  if (answer.kind !== 'notCalled') counters.entriesPerCall.push(request.length);
  if (answer.kind === 'answered') {
    const { results } = answer;
    await settle(
      request.map((delivery, index) => ({
        delivery,
        outcome: classifyEntry(results[index], settings.sourceGoneCodes),
      })),
    );
    return;
  }
  if (answer.kind === 'failed' && isForItsSize(answer.failure)) context.onRefusedForSize(request);
  await halveOrSettle(region, request, answer.failure, context);
}

async function halveOrSettle<T extends Delivery>(
  region: string,
  request: readonly T[],
  failure: Failure,
  context: PutContext<T>,
): Promise<void> {
  const { sourceGoneCodes } = context.settings;
  if (request.length > 1 && isForSomeEntry(failure, sourceGoneCodes)) {
    const half = Math.ceil(request.length / 2);
    await putRequest(region, request.slice(0, half), context);
    await putRequest(region, request.slice(half), context);
  } else {
    const outcome = classifyFailure(failure, sourceGoneCodes);
    await context.settle(request.map((delivery) => ({ delivery, outcome })));
  }
}
