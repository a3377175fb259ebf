import * as v from 'valibot';
import { parseJson } from '../lambdas/domain/json.ts';
import type { Faults } from './input/faults.ts';
import { partnerAccount } from './partner.ts';

/** EventBridge's running totals. */
export interface EventBridgeCounters {
  readonly putPartnerEventsCalls: number;
  /** Entries whose source was PENDING: accepted, and then dropped. */
  readonly droppedEntries: number;
  /** Entries accepted in calls whose answer was lost. */
  readonly lostResponseEntries: number;
  /** Events that reached a customer's bus. */
  readonly received: number;
  /** Events that the vendor put on buses of its own. */
  readonly putEventsReceived: number;
}

/** An event as a bus received it. */
export interface Received {
  readonly region: string;
  readonly account: string;
  readonly bus: string;
  /** EventBridge's answer to its entry, where that is not the event's id. */
  readonly entryId?: string;
  readonly event: {
    readonly id: string;
    readonly source: string;
    readonly time: string;
    readonly 'detail-type': string;
    readonly resources: readonly string[];
    /** Numbers that a double cannot hold are kept as text: serialise the detail to read them. */
    readonly detail: unknown;
  };
}

/** An event as a customer's bus received it, and the rules that matched it. */
export interface Arrival extends Pick<Received, 'bus' | 'event'> {
  /** Its position among all events that any bus received. */
  readonly sequence: number;
  /** The rules that sent it to a target. */
  readonly rules: readonly string[];
}

/** Which arrivals to return. */
export interface ArrivalQuery {
  readonly account: string;
  readonly region: string;
  /** Only those with a higher sequence. */
  readonly after: number;
  /** Only this many, the newest. */
  readonly limit: number;
}

/** What the EventBridge emulator shows of its state and history. */
export interface EmulatorView {
  counters(): Promise<EventBridgeCounters>;
  /** What the customers' buses received. */
  received(): Promise<readonly Received[]>;
  /** What an account's buses in a Region received, oldest first. */
  arrivals(query: ArrivalQuery): Promise<readonly Arrival[]>;
  /** What the vendor's default bus received: the reconciler's events. */
  vendorEvents(): Promise<readonly Received[]>;
  /** The emulator's time, which can be moved; epoch milliseconds. */
  nowMs(): Promise<number>;
  /** Moves the emulator's clock forward, and resolves with its new time. */
  advanceClock(seconds: number): Promise<number>;
  /** The Regions in which the vendor has sources. */
  regions(): Promise<readonly string[]>;
  askForFaults(faults: Faults): Promise<void>;
}

/**
 * Opens the view of the emulator at a URL. Its methods reject when no emulator answers there, and when an
 * answer takes longer than `timeoutMs`.
 */
export function emulatorView(url: string, timeoutMs = 60_000): EmulatorView {
  const get = async (path: string) => {
    const signal = AbortSignal.timeout(timeoutMs);
    return parseJson(await call(`${url}/_emulator/${path}`, { signal }));
  };
  const post = async (path: string, body: object) => {
    const init = { method: 'POST', body: JSON.stringify(body) };
    return parseJson(await call(`${url}/_emulator/${path}`, init));
  };
  const received = async (query = '') =>
    v.parse(v.array(receivedSchema), await get(`received${query}`));
  return {
    counters: async () => v.parse(countersSchema, await get('counters')),
    received: async () => (await received()).filter((one) => !isVendorEvent(one)),
    async arrivals({ account, region, after, limit }) {
      const query = `account=${account}&region=${region}&after=${after}&limit=${limit}`;
      return v.parse(v.array(arrivalSchema), await get(`received?${query}`));
    },
    vendorEvents: async () => (await received(`?account=${partnerAccount}`)).filter(isVendorEvent),
    nowMs: async () => Date.parse(v.parse(clockSchema, await get('clock')).now),
    async advanceClock(advanceSeconds) {
      const moved = await post('clock', { advanceSeconds });
      return Date.parse(v.parse(clockSchema, moved).now);
    },
    async regions() {
      const sources = v.parse(v.array(sourceSchema), await get('sources'));
      const own = sources.filter((source) => source.partnerAccount === partnerAccount);
      return [...new Set(own.map(({ region }) => region))];
    },
    async askForFaults(faults) {
      await post('faults', faults);
    },
  };
}

function isVendorEvent({ account, bus }: Received): boolean {
  return account === partnerAccount && bus === 'default';
}

async function call(url: string, init?: RequestInit): Promise<string> {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
  return text;
}

const countersSchema = v.object({
  putPartnerEventsCalls: v.number(),
  droppedEntries: v.number(),
  lostResponseEntries: v.number(),
  received: v.number(),
  putEventsReceived: v.number(),
});

const clockSchema = v.object({ now: v.pipe(v.string(), v.isoTimestamp()) });

const sourceSchema = v.object({ region: v.string(), partnerAccount: v.nullable(v.string()) });

const receivedSchema = v.object({
  region: v.string(),
  account: v.string(),
  bus: v.string(),
  entryId: v.exactOptional(v.string()),
  event: v.looseObject({
    id: v.string(),
    source: v.string(),
    time: v.string(),
    'detail-type': v.string(),
    resources: v.array(v.string()),
    detail: v.unknown(),
  }),
});

const arrivalSchema = v.object({
  ...v.pick(receivedSchema, ['bus', 'event']).entries,
  sequence: v.number(),
  rules: v.array(v.string()),
});
