import pLimit from 'p-limit';
import type { Delivery } from '../domain/delivery.ts';
import { classifyEntry, classifyFailure, isForSomeEntry, type Outcome } from '../domain/outcome.ts';
import { pack, type RequestLimits } from '../domain/pack.ts';
import type { PutPartnerEvents } from './ports.ts';
import type { Tally } from './tally.ts';

/** How requests are made. */
export interface PutSettings extends RequestLimits {
  /** Calls under way at once to one Region, so that a slow Region holds up no other. */
  readonly maxCallsInFlightPerRegion: number;
  /** The longest wait for an answer. */
  readonly callTimeoutMs: number;
  /** A call is not started with less time than this left. */
  readonly minCallMs: number;
}

/** An attempt's outcome, or `notStarted` when there was no time left to make it. */
export type Attempt = Outcome | { readonly kind: 'notStarted' };

interface PutContext {
  readonly put: PutPartnerEvents;
  readonly settings: PutSettings;
  readonly now: () => number;
  readonly deadlineMs: number;
  readonly tally: Tally;
}

interface PutListener<T> {
  /** Gets each delivery that EventBridge has accepted, as soon as it is known. */
  readonly onAccepted: (delivery: T) => void;
}

/**
 * Makes one delivery attempt for each delivery, packed into full requests, the Regions side by side.
 *
 * @param context `deadlineMs`: epoch milliseconds by which every call has ended
 * @returns what came of each delivery
 */
export async function putDeliveries<T extends Delivery>(
  deliveries: readonly T[],
  context: PutContext & PutListener<T>,
): Promise<ReadonlyMap<T, Attempt>> {
  const attempts = new Map<T, Attempt>();
  const byRegion = Map.groupBy(deliveries, ({ region }) => region);
  const calls = Array.from(byRegion).flatMap(([region, regionDeliveries]) => {
    const limit = pLimit(context.settings.maxCallsInFlightPerRegion);
    return pack(regionDeliveries, context.settings).map((request) =>
      limit(() => putRequest(region, request, context, attempts)),
    );
  });
  await Promise.all(calls);
  return attempts;
}

async function putRequest<T extends Delivery>(
  region: string,
  request: readonly T[],
  context: PutContext & PutListener<T>,
  attempts: Map<T, Attempt>,
): Promise<void> {
  const timeLeftMs = context.deadlineMs - context.now();
  if (timeLeftMs < context.settings.minCallMs) {
    for (const delivery of request) attempts.set(delivery, { kind: 'notStarted' });
    return;
  }
  const timeoutMs = Math.min(context.settings.callTimeoutMs, timeLeftMs);
  const answer = await context.put(region, request, timeoutMs);
  if (answer.kind !== 'notCalled') context.tally.entriesPerCall.push(request.length);
  if (answer.kind === 'answered') {
    for (const [index, delivery] of request.entries()) {
      const outcome = classifyEntry(answer.results[index]);
      attempts.set(delivery, outcome);
      if (outcome.kind === 'delivered') context.onAccepted(delivery);
    }
  } else if (request.length > 1 && isForSomeEntry(answer.failure)) {
    const half = Math.ceil(request.length / 2);
    await putRequest(region, request.slice(0, half), context, attempts);
    await putRequest(region, request.slice(half), context, attempts);
  } else {
    const outcome = classifyFailure(answer.failure);
    for (const delivery of request) attempts.set(delivery, outcome);
  }
}
