import { deploymentsFor } from '../../lambdas/settings/deployment.ts';
import { standardSettings } from '../../lambdas/settings/standard-settings.ts';
import { fleetPlans, fleetWithin, type Preference } from '../../lambdas/settings/fleet.ts';
import { billOf, usageOf } from './bill.ts';
import { limits } from './inputs.ts';
import { loadOf, sustainedEventsPerSecond, sustainedRetriesPerSecond } from './load.ts';
import { scenarios, topScenario, usualScenario } from './scenarios.ts';
import { inFleet, type FleetSettings } from './settings.ts';
import type { Traffic } from './traffic.ts';

/** What settings must do before their price counts. */
interface Demands {
  /** The delay's 99th percentile in these scenarios. */
  readonly delaySeconds: number;
  readonly isDelayHeldAt: (traffic: Traffic) => boolean;
  /** The same at nine tenths of what the fan-out function can do. */
  readonly crowdedDelaySeconds: number;
  /** Of 1 kB events, one per message, for so many sources. */
  readonly eventsPerSecond: number;
  readonly sources: number;
  readonly retriesPerSecond: number;
  /** A batch that is stuck holds up a quarter of the function at the most. */
  readonly fanOutInvocations: number;
}

const demands: Readonly<Record<Preference, Demands>> = {
  latency: {
    delaySeconds: 0.3,
    isDelayHeldAt: ({ eventsPerSecond }) => eventsPerSecond <= usualScenario.eventsPerSecond,
    crowdedDelaySeconds: 5,
    // A thousand, with a quarter to spare.
    eventsPerSecond: 1_250,
    sources: usualScenario.sources,
    /** What failed in an hour at 1,000 events a second is delivered within an hour. */
    retriesPerSecond: 1_000,
    fanOutInvocations: 4,
  },
  cost: {
    delaySeconds: 2,
    // With fewer messages Lambda may wait 20 s whatever the window.
    isDelayHeldAt: ({ eventsPerSecond }) => eventsPerSecond === usualScenario.eventsPerSecond,
    crowdedDelaySeconds: 5,
    // Half of what the quota comes to, with full requests.
    eventsPerSecond: 14_000,
    sources: topScenario.sources,
    /** The same within half an hour. */
    retriesPerSecond: 2_000,
    fanOutInvocations: 4,
  },
};

/** Settings, and what they come to. */
export interface Candidate {
  readonly settings: FleetSettings;
  /** Dollars for a million events, by scenario. */
  readonly dollars: readonly number[];
  /** The demands that are not met, in words. */
  readonly failings: readonly string[];
}

const memoryMb = [256, 512, 768, 1024, 1280, 1536, 1769] as const;
const retryPart = [0.1, 0.15, 0.2, 0.3] as const;
const choices = {
  latency: {
    memoryMb,
    batchSize: [10],
    batchWindowSeconds: [0],
    maxCallsInFlight: [1, 2, 3, 4, 5, 7, 8, 10, 14],
    retryPart,
  },
  cost: {
    memoryMb,
    batchSize: [100, 1_000, 2_000, 10_000],
    batchWindowSeconds: [1, 2, 3],
    maxCallsInFlight: [1, 2, 4, 7, 8, 10, 12, 14, 16, 20, 28],
    retryPart,
  },
} as const satisfies Record<Preference, object>;

/** Every combination of the choices that the quota allows. */
export function candidates(prefer: Preference): readonly Candidate[] {
  const chosen = choices[prefer];
  const plans = chosen.maxCallsInFlight.flatMap((maxCallsInFlight) =>
    chosen.retryPart.map((part) => ({
      ...fleetPlans[prefer],
      maxCallsInFlight,
      fanOutInvocations: demands[prefer].fanOutInvocations,
      retryPart: part,
    })),
  );
  const shapes = chosen.memoryMb.flatMap((ofMemory) =>
    chosen.batchSize.flatMap((batchSize) =>
      chosen.batchWindowSeconds.map((batchWindowSeconds) => ({
        memoryMb: ofMemory,
        batchSize,
        batchWindowSeconds,
      })),
    ),
  );
  const { retry } = deploymentsFor(prefer);
  return plans.flatMap((plan) => {
    const fleet = fleetWithin({ ...standardSettings.quotas, dataPlanes: 1 }, plan);
    if (fleet === undefined) return [];
    return shapes.map((shape) => {
      const settings = {
        fanOut: inFleet('fan-out', shape, fleet),
        // As it is deployed: it works when something has failed, so that its price hardly counts.
        retry: inFleet('retry', { ...retry, memoryMb: shape.memoryMb }, fleet),
      };
      return judge(settings, prefer);
    });
  });
}

/** What settings come to, and which of the demands on a stage with this preference they do not meet. */
export function judge(settings: FleetSettings, prefer: Preference): Candidate {
  const dollars = scenarios.map((traffic) => dollarsOf(traffic, settings));
  return { settings, dollars, failings: failingsOf(settings, demands[prefer]) };
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

function failingsOf({ fanOut, retry }: FleetSettings, demanded: Demands): readonly string[] {
  const top = { ...topScenario, sources: demanded.sources };
  const most = sustainedEventsPerSecond(top, fanOut);
  const crowded = loadOf({ ...top, eventsPerSecond: 0.9 * most }, fanOut);
  const delays = scenarios
    .filter(demanded.isDelayHeldAt)
    .map((one) => loadOf(one, fanOut).delaySeconds ?? Infinity);
  const checks = [
    { isMet: Math.max(...delays) <= demanded.delaySeconds, what: 'delay' },
    {
      isMet: (crowded.delaySeconds ?? Infinity) <= demanded.crowdedDelaySeconds,
      what: 'delay near the maximum',
    },
    { isMet: crowded.messagesInFlight <= limits.messagesInFlight, what: 'messages in flight' },
    { isMet: most >= demanded.eventsPerSecond, what: 'events a second' },
    {
      isMet: sustainedRetriesPerSecond(usualScenario, retry) >= demanded.retriesPerSecond,
      what: 'retries a second',
    },
    { isMet: fanOut.maximumConcurrency >= demanded.fanOutInvocations, what: 'invocations' },
  ];
  return checks.flatMap(({ isMet, what }) => (isMet ? [] : [what]));
}
