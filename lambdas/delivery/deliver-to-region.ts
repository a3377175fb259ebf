import { requestStream, type StreamLimits } from '../domain/request-stream.ts';
import { putRequest, type PutContext } from './put-request.ts';
import type { Work } from './work.ts';

/** What delivering to one Region needs. */
export interface RegionContext extends PutContext<Work> {
  /** What one request may hold, as it is known now. */
  readonly limits: () => StreamLimits;
  /** Calls under way at once. */
  readonly maxCallsInFlight: number;
  /** Whether EventBridge takes an entry of this size at all. */
  readonly canFit: (delivery: Work) => boolean;
  /** Is given each delivery that does not fit. */
  readonly onTooLarge: (delivery: Work) => void;
}

/** What was not attempted for lack of time. */
export interface RegionRemainder {
  /** Deliveries that were taken, and not attempted. */
  readonly notStarted: readonly Work[];
  /** How many deliveries of each message (id) were taken, from its first on. */
  readonly taken: ReadonlyMap<string, number>;
}

/**
 * Makes one delivery attempt for each delivery to a Region, packed into full requests, as long as there
 * is time. Deliveries are taken as they are needed, so that memory is bounded however many there are.
 */
export async function deliverToRegion(
  region: string,
  deliveries: Iterable<Work>,
  context: RegionContext,
): Promise<RegionRemainder> {
  const taken = new Map<string, number>();
  const requests = requestStream(fitting(deliveries, taken, context), context.limits);
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

function* fitting(
  deliveries: Iterable<Work>,
  taken: Map<string, number>,
  { canFit, onTooLarge }: RegionContext,
): Generator<Work, undefined> {
  for (const delivery of deliveries) {
    taken.set(delivery.messageId, (taken.get(delivery.messageId) ?? 0) + 1);
    if (canFit(delivery)) yield delivery;
    else onTooLarge(delivery);
  }
  return undefined;
}
