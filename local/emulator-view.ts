import * as v from 'valibot';
import { parseExact } from '../lambdas/domain/exact-json.ts';
import { elementTexts } from '../lambdas/domain/json-array.ts';
import { valueText } from '../lambdas/domain/json-members.ts';
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
    readonly detail: unknown;
  };
  /** The detail as it was sent. */
  readonly detailJson: string;
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
  const getText = async (path: string) => {
    const signal = AbortSignal.timeout(timeoutMs);
    return await call(`${url}/_emulator/${path}`, { signal });
  };
  const get = async (path: string): Promise<unknown> => JSON.parse(await getText(path));
  const post = async (path: string, body: object) => {
    const init = { method: 'POST', body: JSON.stringify(body) };
    const answer: unknown = JSON.parse(await call(`${url}/_emulator/${path}`, init));
    return answer;
  };
  const received = async (query = '') =>
    elementTexts(await getText(`received${query}`)).map(readReceived);
  return {
    counters: async () => v.parse(countersSchema, await get('counters')),
    received: async () => (await received()).filter((one) => !isVendorEvent(one)),
    async arrivals({ account, region, after, limit }) {
      const query = `account=${account}&region=${region}&after=${after}&limit=${limit}`;
      // Its details are shown.
      return v.parse(v.array(arrivalSchema), parseExact(await getText(`received?${query}`)));
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

/** An element of the view of received events: it holds the detail as sent. */
function readReceived(text: string): Received {
  const eventText = valueText(text, 'event') ?? '';
  const detailJson = valueText(eventText, 'detail') ?? '';
  return { ...v.parse(receivedSchema, JSON.parse(text)), detailJson };
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
