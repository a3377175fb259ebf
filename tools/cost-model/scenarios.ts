import type { Traffic } from './traffic.ts';

/** The rates that are reckoned with, and the sources that they are spread over. */
const rates = [
  { eventsPerSecond: 10, sources: 100 },
  { eventsPerSecond: 1_000, sources: 1_000 },
  // The quota, with full requests.
  { eventsPerSecond: 28_000, sources: 10_000 },
] as const;
const sizes = [1_000, 10_000] as const;
const packings = [1, 20] as const;

/** Each rate with events of each size, one by one and packed. */
export const scenarios: readonly Traffic[] = rates.flatMap((rate) =>
  sizes.flatMap((eventBytes) =>
    packings.map((eventsPerMessage) => ({ ...rate, eventBytes, eventsPerMessage })),
  ),
);

/** The middle rate, and the highest one, with events of 1 kB one by one. */
export const usualScenario: Traffic = { ...rates[1], eventBytes: 1_000, eventsPerMessage: 1 };
export const topScenario: Traffic = { ...rates[2], eventBytes: 1_000, eventsPerMessage: 1 };

const preferredRates = [
  // An event every ten seconds: a vendor's quiet hours.
  { eventsPerSecond: 0.1, sources: 100 },
  rates[0],
  rates[1],
  { eventsPerSecond: 14_000, sources: 10_000 },
] as const;

/** The rates at which latency and cost are compared, with events of 1 kB one by one and, above the first, packed. */
export const preferredScenarios: readonly Traffic[] = preferredRates.flatMap((rate, index) =>
  packings
    .filter((eventsPerMessage) => index > 0 || eventsPerMessage === 1)
    .map((eventsPerMessage) => ({ ...rate, eventBytes: 1_000, eventsPerMessage })),
);
