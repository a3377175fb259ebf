import { deployments } from '../../lambdas/settings/deployment.ts';
import { standardSettings } from '../../lambdas/settings/standard-settings.ts';
import { fleetWithin } from '../../lambdas/settings/fleet.ts';
import { billOf, usageOf } from './bill.ts';
import { limits } from './inputs.ts';
import { loadOf, sustainedEventsPerSecond, sustainedRetriesPerSecond } from './load.ts';
import { scenarios, topScenario, usualScenario } from './scenarios.ts';
import { inFleet, type FleetSettings } from './settings.ts';
import type { Traffic } from './traffic.ts';

/** What settings must do before their price counts. */
const demands = {
  /** The delay's 99th percentile at the lower rates. */
  delaySeconds: 2,
  /** The same at nine tenths of what the fan-out function can do. */
  crowdedDelaySeconds: 5,
  /** Of 1 kB events for 10,000 sources: half of what the quota comes to, with full requests. */
  eventsPerSecond: 14_000,
  /** What failed in an hour at 1,000 events a second is delivered within half an hour. */
  retriesPerSecond: 2_000,
  /** A batch that is stuck holds up a quarter of the function at the most. */
  fanOutInvocations: 4,
} as const;

/** Settings, and what they come to. */
export interface Candidate {
  readonly settings: FleetSettings;
  /** Dollars for a million events, by scenario. */
  readonly dollars: readonly number[];
  /** The demands that are not met, in words. */
  readonly failings: readonly string[];
}

const choices = {
  memoryMb: [256, 512, 768, 1024, 1280, 1536, 1769],
  batchSize: [100, 1_000, 2_000, 10_000],
  batchWindowSeconds: [1, 2, 3],
  maxCallsInFlight: [1, 2, 4, 7, 8, 10, 12, 14, 16, 20, 28],
  retryPart: [0.1, 0.15, 0.2, 0.3],
} as const;
/** Every combination of the choices that the quota allows. */
export function candidates(): readonly Candidate[] {
  const plans = choices.maxCallsInFlight.flatMap((maxCallsInFlight) =>
    choices.retryPart.map((retryPart) => ({ maxCallsInFlight, retryPart })),
  );
  const shapes = choices.memoryMb.flatMap((memoryMb) =>
    choices.batchSize.flatMap((batchSize) =>
      choices.batchWindowSeconds.map((batchWindowSeconds) => ({
        memoryMb,
        batchSize,
        batchWindowSeconds,
      })),
    ),
  );
  return plans.flatMap((plan) => {
    const fleet = fleetWithin({ ...standardSettings.quotas, dataPlanes: 1 }, plan);
    if (fleet === undefined) return [];
    return shapes.map((shape) =>
      judge({
        fanOut: inFleet('fan-out', shape, fleet),
        // As it is deployed: it works when something has failed, so that its price hardly counts.
        retry: inFleet('retry', { ...deployments.retry, memoryMb: shape.memoryMb }, fleet),
      }),
    );
  });
}

/** What settings come to. */
export function judge(settings: FleetSettings): Candidate {
  const dollars = scenarios.map((traffic) => dollarsOf(traffic, settings));
  return { settings, dollars, failings: failingsOf(settings) };
}

/** The settings that meet every demand and are the least above the cheapest such in any scenario. */
export function optimumOf(all: readonly Candidate[]): Candidate {
  const able = all.filter(({ failings }) => failings.length === 0);
  const [first, ...others] = able;
  if (first === undefined) throw new Error('no settings meet the demands');
  const cheapest = cheapestBy(able);
  return others.reduce(
    (best, one) => (regretOf(one, cheapest) < regretOf(best, cheapest) ? one : best),
    first,
  );
}

/** The least dollars of any of the candidates that meet the demands, by scenario. */
export function cheapestBy(able: readonly Candidate[]): readonly number[] {
  return scenarios.map((_, index) =>
    Math.min(
      ...able.flatMap(({ dollars, failings }) =>
        failings.length === 0 ? [dollars[index] ?? 0] : [],
      ),
    ),
  );
}

/** How many times the cheapest settings' price is paid at the most, in the scenario where that is most. */
export function regretOf({ dollars }: Candidate, cheapest: readonly number[]): number {
  return Math.max(...dollars.map((one, index) => one / (cheapest[index] ?? one)));
}

function dollarsOf(traffic: Traffic, { fanOut }: FleetSettings): number {
  return billOf(usageOf(loadOf(traffic, fanOut), traffic, fanOut)).total;
}

function failingsOf({ fanOut, retry }: FleetSettings): readonly string[] {
  const most = sustainedEventsPerSecond(topScenario, fanOut);
  const crowded = loadOf({ ...topScenario, eventsPerSecond: 0.9 * most }, fanOut);
  const lower = scenarios.filter((one) => one.eventsPerSecond <= usualScenario.eventsPerSecond);
  const lowerDelays = lower.map((one) => loadOf(one, fanOut).delaySeconds ?? Infinity);
  const checks = [
    { isMet: Math.max(...lowerDelays) <= demands.delaySeconds, what: 'delay' },
    {
      isMet: (crowded.delaySeconds ?? Infinity) <= demands.crowdedDelaySeconds,
      what: 'delay near the maximum',
    },
    { isMet: crowded.messagesInFlight <= limits.messagesInFlight, what: 'messages in flight' },
    { isMet: most >= demands.eventsPerSecond, what: 'events a second' },
    {
      isMet: sustainedRetriesPerSecond(usualScenario, retry) >= demands.retriesPerSecond,
      what: 'retries a second',
    },
    { isMet: fanOut.maximumConcurrency >= demands.fanOutInvocations, what: 'invocations' },
  ];
  return checks.flatMap(({ isMet, what }) => (isMet ? [] : [what]));
}
