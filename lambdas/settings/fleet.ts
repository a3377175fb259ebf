import { standardSettings, type Settings } from './standard-settings.ts';

/** What a stage's functions are fed for. */
export type Preference = Settings['delivery']['prefer'];

/** What bounds the fleet: the functions of all Regions that put events. */
export interface FleetLimits {
  /** PutPartnerEvents requests that AWS takes in one Region, steadily. */
  readonly putPartnerEventsPerSecond: number;
  /** The shortest that a full request takes, milliseconds: the quota times this is how many calls may be under way. */
  readonly putPartnerEventsMs: number;
  /** Regions with a data plane. */
  readonly dataPlanes: number;
  /** The most pollers of the events queue, where they are provisioned. */
  readonly maximumPollers?: number | undefined;
}

/** How a data plane's calls are shared out. */
export interface FleetPlan {
  /** Calls under way at once from one invocation to one Region, at the most. */
  readonly maxCallsInFlight: number;
  /** The same of the retry function, if it has fewer. */
  readonly maxRetryCallsInFlight?: number | undefined;
  /** So many invocations of the fan-out function, if there are calls enough. */
  readonly fanOutInvocations: number;
  /** The retry function's part of the calls, 0 to 1. */
  readonly retryPart: number;
}

/** How widely the functions work: those of one data plane, and the replay function of the stage. */
export interface Fleet {
  /** Invocations at once by the function's queue. */
  readonly maximumConcurrency: Readonly<Record<DeliveringFunctionName, number>>;
  /** Calls under way at once from one invocation to one Region. */
  readonly callsInFlightPerRegion: Readonly<Record<DeliveringFunctionName, number>>;
}

/** The functions that put events; `replay` is in the home Region alone. */
type DeliveringFunctionName = 'fan-out' | 'retry' | 'replay';

/**
 * A part for the retry function by which it works an outage off in reasonable time. What else was reckoned
 * is in docs/cost.md.
 */
export const fleetPlans: Readonly<Record<Preference, FleetPlan>> = {
  // An invocation has ten messages, which are one request to a Region unless they hold arrays of events: many
  // invocations with few calls each, so that each Region of a few holds 1,000 events a second. A retry is an
  // entry alone.
  latency: {
    maxCallsInFlight: 4,
    maxRetryCallsInFlight: 1,
    fanOutInvocations: 14,
    retryPart: 0.15,
  },
  // Few invocations with many calls each, since every environment looks mappings up and notes activity for
  // itself; and so many that a batch which is stuck holds up a quarter of the function at the most.
  cost: { maxCallsInFlight: 14, fanOutInvocations: 4, retryPart: 0.15 },
};

// Lambda takes 2 to 1,000.
const concurrency = { min: 2, max: 1000 } as const;
// A provisioned poller invokes up to ten times at once.
const invocationsPerPoller = 10;

// Of the quota: what is sent again gives way to what is live. Below 34 calls two invocations of one call
// each are more; Lambda takes no fewer.
const replayPart = 0.06;
// A page of a replay is some hundred events: no more requests than these are full.
const mostReplayCalls = 10;

/**
 * The figures by which all functions together stay under the quota of the Region that all of them
 * may deliver to at once; undefined if no figures are small enough.
 *
 * The quota times the time of a call is how many calls may be under way. The one replay function gets
 * a small part of them, less where the data planes would have too few. The rest is for the data planes in
 * equal parts; the retry function gets its part of each, the fan-out function what is left. So 1,400
 * requests a second of 50 ms and one data plane give 70 calls. Where cost is preferred these are 4 invocations of 14
 * for fan-out, 2 of 5 for retry and 2 of 2 for replay.
 */
export function fleetWithin(
  limits: FleetLimits,
  plan = fleetPlans[standardSettings.delivery.prefer],
): Fleet | undefined {
  const calls = callsAtOnce(limits);
  const most = Math.floor(wholeIfNearly((calls * replayPart) / concurrency.min));
  const wanted = Math.max(1, Math.min(mostReplayCalls, most));
  for (let callsInFlight = wanted; callsInFlight >= 1; callsInFlight -= 1) {
    const replay = { invocations: concurrency.min, callsInFlight };
    const dataPlane = dataPlaneWithin(calls - callsOf(replay), limits, plan);
    if (dataPlane !== undefined) return fleetOf({ ...dataPlane, replay });
  }
  return undefined;
}

type Shares = Readonly<Record<DeliveringFunctionName, Share>>;

/** One data plane's part of the calls that the replay function leaves. */
function dataPlaneWithin(
  callsOfAll: number,
  limits: FleetLimits,
  plan: FleetPlan,
): Omit<Shares, 'replay'> | undefined {
  const { dataPlanes, maximumPollers } = limits;
  const calls = Math.floor(wholeIfNearly(callsOfAll / dataPlanes));
  const provisioned =
    maximumPollers === undefined ? undefined : maximumPollers * invocationsPerPoller;
  // Of the quota, whatever the replay function has of it.
  const ofQuota = Math.floor(wholeIfNearly(callsAtOnce(limits) / dataPlanes));
  const part = Math.floor(wholeIfNearly(ofQuota * plan.retryPart));
  const spared = calls - (provisioned ?? concurrency.min);
  const retryCalls = Math.max(concurrency.min, Math.min(part, spared));
  const { maxRetryCallsInFlight: maxCallsInFlight = plan.maxCallsInFlight } = plan;
  const retry = shareOut(retryCalls, concurrency.min, { maxCallsInFlight });
  if (retry === undefined) return undefined;
  const left = calls - callsOf(retry);
  const fanOut =
    provisioned === undefined
      ? shareOut(left, plan.fanOutInvocations, plan)
      : spread(left, provisioned, plan);
  return fanOut && { 'fan-out': fanOut, retry };
}

function fleetOf({ 'fan-out': fanOut, retry, replay }: Shares): Fleet {
  return {
    maximumConcurrency: {
      'fan-out': fanOut.invocations,
      retry: retry.invocations,
      replay: replay.invocations,
    },
    callsInFlightPerRegion: {
      'fan-out': fanOut.callsInFlight,
      retry: retry.callsInFlight,
      replay: replay.callsInFlight,
    },
  };
}

/** What a fleet's calls and its requests a second follow from. */
type CallRate = Pick<FleetLimits, 'putPartnerEventsPerSecond' | 'putPartnerEventsMs'>;

function callsAtOnce({ putPartnerEventsPerSecond, putPartnerEventsMs }: CallRate): number {
  return wholeIfNearly((putPartnerEventsPerSecond * putPartnerEventsMs) / 1000);
}

// So that a product such as 1400 * 0.05 is the whole number that it should be.
function wholeIfNearly(value: number): number {
  return Number(value.toPrecision(12));
}

/** Requests a second that all functions of a stage together make to one Region at the most. */
export function mostRequestsPerSecond(
  { maximumConcurrency, callsInFlightPerRegion }: Fleet,
  { dataPlanes, putPartnerEventsMs }: Pick<FleetLimits, 'dataPlanes' | 'putPartnerEventsMs'>,
): number {
  const callsOfFunction = (name: DeliveringFunctionName) =>
    maximumConcurrency[name] * callsInFlightPerRegion[name];
  const calls =
    dataPlanes * (callsOfFunction('fan-out') + callsOfFunction('retry')) +
    callsOfFunction('replay');
  return calls / (putPartnerEventsMs / 1000);
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
  { maxCallsInFlight }: Pick<FleetPlan, 'maxCallsInFlight'>,
): Share | undefined {
  if (calls < concurrency.min) return undefined;
  const fewest = Math.max(concurrency.min, wantedInvocations);
  const most = Math.max(1, Math.min(maxCallsInFlight, Math.floor(calls / fewest)));
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
  { maxCallsInFlight }: Pick<FleetPlan, 'maxCallsInFlight'>,
): Share | undefined {
  const callsInFlight = Math.min(maxCallsInFlight, Math.floor(calls / invocations));
  return callsInFlight < 1 ? undefined : { invocations, callsInFlight };
}

function callsOf({ invocations, callsInFlight }: Share): number {
  return invocations * callsInFlight;
}
