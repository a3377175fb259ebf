import { requestStream, type StreamLimits } from '../domain/request-stream.ts';
import type { Work } from './batch.ts';
import { putRequest, type PutContext } from './put-request.ts';

/** What delivering to one Region needs. */
export interface RegionContext extends PutContext<Work> {
  /** What one request may hold, as it is known now. */
  readonly limits: () => StreamLimits;
  /** The most calls that are under way at once. */
  readonly maxCallsInFlight: number;
  /** Takes out a delivery that is not to be put, such as one that is too large; returns whether it did. */
  readonly takeOut: (delivery: Work) => boolean;
  /** Whether no more deliveries should be made, since too much waits to be recorded. */
  readonly isFull: () => boolean;
}

/** What was not attempted because the time ran out. */
export interface RegionRemainder {
  /** Deliveries that were made, and that no request was started for. */
  readonly notStarted: readonly Work[];
  /** How many deliveries of each message (id) were made, counted from its first one. */
  readonly taken: ReadonlyMap<string, number>;
}

/**
 * Makes one delivery attempt for each delivery to a Region, packed into full requests, while there is
 * time. Deliveries are made when they are needed, so that memory is bounded however many there are.
 */
export async function deliverToRegion(
  region: string,
  deliveries: Iterable<Work>,
  context: RegionContext,
): Promise<RegionRemainder> {
  const taken = new Map<string, number>();
  const requests = requestStream(toBePut(deliveries, taken, context), context.limits);
  const callWhileThereIsTime = async () => {
    while (context.callsMs - context.now() >= context.settings.minCallMs) {
      const request = requests.next();
      if (request === undefined) return;
      await putRequest(region, request, context);
    }
  };
  await Promise.all(Array.from({ length: context.maxCallsInFlight }, callWhileThereIsTime));
  return { notStarted: requests.waiting(), taken };
}

function* toBePut(
  deliveries: Iterable<Work>,
  taken: Map<string, number>,
  { takeOut, isFull }: RegionContext,
): Generator<Work, undefined> {
  for (const delivery of deliveries) {
    if (isFull()) return undefined;
    taken.set(delivery.messageId, (taken.get(delivery.messageId) ?? 0) + 1);
    if (!takeOut(delivery)) yield delivery;
  }
  return undefined;
}
