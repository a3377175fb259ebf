/** What bounds the fleet: the functions of all Regions that put events. */
export interface FleetLimits {
  /** PutPartnerEvents requests that AWS takes in one Region, steadily. */
  readonly putPartnerEventsPerSecond: number;
  /** Regions with a data plane. */
  readonly dataPlanes: number;
  /** The most pollers of the events queue, where they are provisioned. */
  readonly maximumPollers?: number | undefined;
}

/** How a data plane's calls are shared out. */
export interface FleetPlan {
  /** Calls under way at once from one invocation to one Region, at the most. */
  readonly maxCallsInFlight: number;
  /** The retry function's part of the calls, 0 to 1. */
  readonly retryPart: number;
}

/** How widely the functions of one data plane work. */
export interface Fleet {
  /** Invocations at once by the function's queue. */
  readonly maximumConcurrency: Readonly<Record<DeliveringFunctionName, number>>;
  /** Calls under way at once from one invocation to one Region. */
  readonly callsInFlightPerRegion: Readonly<Record<DeliveringFunctionName, number>>;
}

type DeliveringFunctionName = 'fan-out' | 'retry';

// The shortest that a full request takes, as planned with; an estimate, since AWS publishes none: compare
// `PutPartnerEventsLatency` in AWS/Events. Were it 20 ms, the standard fleet would still stay under the
// burst quota of 3,600 a second, and what is throttled is tried again with back-off.
const putPartnerEventsSeconds = 0.05;

/**
 * Few invocations with many calls each, since every environment looks mappings up and notes activity for
 * itself; a part for the retry function by which it works an outage off in reasonable time. What else
 * was reckoned is in docs/cost.md.
 */
const standardPlan: FleetPlan = { maxCallsInFlight: 14, retryPart: 0.2 };

// So many of the fan-out function where there are calls enough, that a batch which is stuck holds up a
// quarter of it at the most.
const wantedFanOutInvocations = 4;
// Lambda takes 2 to 1,000.
const concurrency = { min: 2, max: 1000 } as const;
// A provisioned poller invokes up to ten times at once.
const invocationsPerPoller = 10;

/**
 * The figures by which all functions together stay under the quota of the Region that all of them
 * may deliver to at once; undefined if no figures are small enough.
 *
 * Quota / data planes is what one data plane may request a second; times the seconds of a call, the
 * calls that it may have under way. The retry function gets its part of them, the fan-out function
 * the rest. So 1,400 requests a second and one data plane give 70 calls: 4 invocations of 14 for
 * fan-out and 2 of 7 for retry.
 */
export function fleetWithin(limits: FleetLimits, plan = standardPlan): Fleet | undefined {
  const { putPartnerEventsPerSecond, dataPlanes, maximumPollers } = limits;
  // Rounded first, so that a product such as 1400 * 0.05 is the whole number that it should be.
  const product = (putPartnerEventsPerSecond / dataPlanes) * putPartnerEventsSeconds;
  const calls = Math.floor(Number(product.toPrecision(12)));
  const provisioned =
    maximumPollers === undefined ? undefined : maximumPollers * invocationsPerPoller;
  const part = Math.floor(Number((calls * plan.retryPart).toPrecision(12)));
  const spared = calls - (provisioned ?? concurrency.min);
  const retryCalls = Math.max(concurrency.min, Math.min(part, spared));
  const retry = shareOut(retryCalls, concurrency.min, plan);
  if (retry === undefined) return undefined;
  const left = calls - callsOf(retry);
  const fanOut =
    provisioned === undefined
      ? shareOut(left, wantedFanOutInvocations, plan)
      : spread(left, provisioned, plan);
  if (fanOut === undefined) return undefined;
  return {
    maximumConcurrency: { 'fan-out': fanOut.invocations, retry: retry.invocations },
    callsInFlightPerRegion: { 'fan-out': fanOut.callsInFlight, retry: retry.callsInFlight },
  };
}

/** Requests a second that a data plane makes to one Region at the most. */
export function mostRequestsPerSecond({ maximumConcurrency, callsInFlightPerRegion }: Fleet) {
  const calls =
    maximumConcurrency['fan-out'] * callsInFlightPerRegion['fan-out'] +
    maximumConcurrency.retry * callsInFlightPerRegion.retry;
  return calls / putPartnerEventsSeconds;
}

interface Share {
  readonly invocations: number;
  readonly callsInFlight: number;
}

/**
 * As many invocations as wanted, or more, with at least half of the calls each that there may then be:
 * so that the fewest calls are left over.
 */
function shareOut(
  calls: number,
  wantedInvocations: number,
  { maxCallsInFlight }: FleetPlan,
): Share | undefined {
  if (calls < concurrency.min) return undefined;
  const most = Math.max(1, Math.min(maxCallsInFlight, Math.floor(calls / wantedInvocations)));
  const shares = Array.from({ length: Math.ceil(most / 2) }, (_, fewer) => {
    const callsInFlight = most - fewer;
    const invocations = Math.min(concurrency.max, Math.floor(calls / callsInFlight));
    return { invocations, callsInFlight };
  });
  return shares.reduce((best, share) => (callsOf(share) > callsOf(best) ? share : best));
}

/** The same for a number of invocations that is given. */
function spread(
  calls: number,
  invocations: number,
  { maxCallsInFlight }: FleetPlan,
): Share | undefined {
  const callsInFlight = Math.min(maxCallsInFlight, Math.floor(calls / invocations));
  return callsInFlight < 1 ? undefined : { invocations, callsInFlight };
}

function callsOf({ invocations, callsInFlight }: Share): number {
  return invocations * callsInFlight;
}
