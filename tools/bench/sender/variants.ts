import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import { loadPeers } from '../load-peers.ts';
import type { Claims } from './check-requests.ts';
import type { Payload } from './events.ts';
import type { PrepareSender } from './sender.ts';

/** How long the stub takes to answer, milliseconds. */
export const delaysMs = [0, 20, 80] as const;

/** A method of sending that is measured. */
export interface SenderVariant {
  readonly name: string;
  readonly claims: Claims;
  /** How many events of 1 kB a run sends at each of the delays: as many as a quarter of a second or so allows, 5,000 at most. */
  readonly events: readonly [number, number, number];
  /** Whether its packages are those that `npm ci` leaves out. */
  readonly isInstalledApart?: boolean;
  /** Loads the sender, in the process that is measured. */
  load(): Promise<PrepareSender>;
}

/**
 * Calls that the fan-out function makes concurrently to one Region, in the variant that is compared: as
 * many as the SDK has sockets for a host, which those who call all at once have too.
 */
const callsInFlight = 50;

const plain = { detailPath: [] } as const;
// The limits that the product is deployed with.
const full = {
  ...plain,
  operation: 'PutPartnerEvents',
  maxEntries: 20,
  maxRequestBytes: standardSettings.entryLimits.maxRequestBytes,
} as const;

/** The peers, as the tables show them. */
export const peers = [
  {
    name: 'one a call, one after the other',
    claims: { ...plain, operation: 'PutPartnerEvents', maxEntries: 1 },
    events: [100, 12, 4],
    load: async () => (await import('./senders/one-per-call.ts')).oneAfterTheOther,
  },
  {
    name: 'one a call, all at once (@alanszp/eventbridge-client, re-made)',
    claims: { ...plain, operation: 'PutEvents', maxEntries: 1 },
    events: [500, 500, 250],
    load: async () => (await import('./senders/one-per-call.ts')).allAtOnce,
  },
  {
    name: '@castore/message-bus-adapter-event-bridge',
    claims: {
      operation: 'PutEvents',
      maxEntries: 10,
      detailPath: ['event', 'payload'],
    },
    events: [500, 100, 40],
    isInstalledApart: true,
    load: async () => (await loadPeers()).castore,
  },
  {
    name: 'typebridge',
    claims: { ...plain, operation: 'PutEvents', maxEntries: 10, maxRequestBytes: 256_000 },
    events: [5_000, 5_000, 5_000],
    isInstalledApart: true,
    load: async () => (await loadPeers()).typebridge,
  },
  {
    name: 'Segment, re-made',
    claims: { ...plain, operation: 'PutPartnerEvents', maxEntries: 20 },
    events: [1_000, 200, 100],
    load: async () => (await import('./senders/segment.ts')).segment,
  },
] as const satisfies readonly SenderVariant[];

/** The naive method, which the goals name. */
export const naive = peers[0];

/** The fan-out function, as it is compared. */
export const ours: SenderVariant = {
  name: `fan-out function, ${callsInFlight} calls in flight`,
  claims: full,
  events: [5_000, 5_000, 5_000],
  load: async () => (await import('./senders/fan-out.ts')).fanOut(callsInFlight),
};

/** The fan-out function with the history: rows of all deliveries, and all contents. */
export const recording: SenderVariant = {
  ...ours,
  name: `${ours.name}, with the history`,
  load: async () => (await import('./senders/fan-out.ts')).fanOut(callsInFlight, { records: true }),
};

/** No peer: the requests of the fan-out function, made beforehand, which any sender must hash, sign and post. */
export const floor: SenderVariant = {
  ...ours,
  name: 'floor: the same requests, prepared',
  load: async () => (await import('./senders/floor.ts')).floorOf(callsInFlight),
};

/** The floor of what reads its events, as JSON, before it sends them. */
export const parsingFloor: SenderVariant = {
  ...floor,
  name: `${floor.name}, and JSON.parse`,
  load: async () => (await import('./senders/floor.ts')).floorOf(callsInFlight, { parses: true }),
};

/** All variants, as the tables show them. */
export const variants: readonly SenderVariant[] = [...peers, ours, recording, floor, parsingFloor];

// Ten times as large, they take that much longer to send and to check.
const maxGithubEvents = 2_500;

/** How many events a run of a variant sends at each of the delays. */
export function eventsOf({ events }: SenderVariant, payload: Payload): SenderVariant['events'] {
  if (payload === 'small') return events;
  const [atOnce, soon, late] = events.map((count) => Math.min(count, maxGithubEvents));
  return [atOnce ?? 0, soon ?? 0, late ?? 0];
}
