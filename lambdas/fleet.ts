/** What bounds the fleet: the functions of all Regions that put events. */
export interface FleetLimits {
  /** PutPartnerEvents requests that AWS takes in one Region, steadily. */
  readonly putPartnerEventsPerSecond: number;
  /** Regions with a data plane. */
  readonly dataPlanes: number;
  /** The most pollers of the events queue, where they are provisioned. */
  readonly maximumPollers?: number | undefined;
}

/** How widely the functions of one data plane work. */
export interface Fleet {
  /** Invocations at once by the function's queue. */
  readonly maximumConcurrency: Readonly<Record<'fan-out' | 'retry', number>>;
  /** Calls under way at once from one invocation to one Region. */
  readonly callsInFlightPerRegion: number;
}

// The shortest that a full request takes, as planned with; an estimate, since AWS publishes none: compare
// `PutPartnerEventsLatency` in AWS/Events. Were it 20 ms, the standard fleet would still stay under the
// burst quota of 3,600 a second, and what is throttled is tried again with back-off.
const putPartnerEventsSeconds = 0.05;
// Four calls keep the network busy while one invocation packs and decides; more only wait.
const maxCallsInFlight = 4;
// Lambda takes 2 to 1,000.
const concurrency = { min: 2, max: 1000 } as const;
// A provisioned poller invokes up to ten times at once.
const invocationsPerPoller = 10;

/**
 * The figures by which all functions together stay under the quota of the Region that all of them
 * may deliver to at once; undefined if no figures are small enough.
 *
 * Quota / data planes is what one data plane may request a second; times the seconds of a call, the
 * calls that it may have under way. They are shared out to invocations of up to four calls, and the
 * invocations two to one between the fan-out function and the retry function. So 1,400 requests a
 * second and one data plane give 70 calls: 17 invocations of 4, 12 for fan-out and 5 for retry.
 */
export function fleetWithin({
  putPartnerEventsPerSecond,
  dataPlanes,
  maximumPollers,
}: FleetLimits): Fleet | undefined {
  // Rounded first, so that a product such as 1400 * 0.05 is the whole number that it should be.
  const product = (putPartnerEventsPerSecond / dataPlanes) * putPartnerEventsSeconds;
  const calls = Math.floor(Number(product.toPrecision(12)));
  const least =
    maximumPollers === undefined ? concurrency.min : maximumPollers * invocationsPerPoller;
  const callsInFlightPerRegion = Math.min(
    maxCallsInFlight,
    Math.floor(calls / (least + concurrency.min)),
  );
  if (callsInFlightPerRegion < 1) return undefined;
  const invocations = Math.floor(calls / callsInFlightPerRegion);
  const retry = atMostAllowed(
    Math.max(concurrency.min, Math.min(Math.floor(invocations / 3), invocations - least)),
  );
  const fanOut = maximumPollers === undefined ? atMostAllowed(invocations - retry) : least;
  return { maximumConcurrency: { 'fan-out': fanOut, retry }, callsInFlightPerRegion };
}

/** Requests a second that a data plane makes to one Region at the most. */
export function mostRequestsPerSecond({ maximumConcurrency, callsInFlightPerRegion }: Fleet) {
  const invocations = maximumConcurrency['fan-out'] + maximumConcurrency.retry;
  return (invocations * callsInFlightPerRegion) / putPartnerEventsSeconds;
}

function atMostAllowed(invocations: number): number {
  return Math.min(concurrency.max, invocations);
}
