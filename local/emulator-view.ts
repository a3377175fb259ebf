import * as v from 'valibot';
import { parseJson } from '../lambdas/domain/json.ts';
import type { Faults } from './input/faults.ts';

/** Running totals of EventBridge's side. */
export interface EventBridgeCounters {
  readonly putPartnerEventsCalls: number;
  /** Entries whose source was PENDING: accepted, and received by nobody. */
  readonly droppedEntries: number;
  /** Entries accepted in calls whose answer was lost. */
  readonly lostResponseEntries: number;
  /** Events that reached a bus. */
  readonly received: number;
}

/** An event as a customer's bus received it. */
export interface Received {
  readonly region: string;
  readonly account: string;
  readonly bus: string;
  readonly event: {
    readonly id: string;
    readonly source: string;
    readonly time: string;
    readonly 'detail-type': string;
    readonly resources: readonly string[];
    /** Numbers that a double cannot hold stay text: serialise it to read them. */
    readonly detail: unknown;
  };
}

/** The view that the EventBridge emulator gives of what happened there. */
export interface EmulatorView {
  counters(): Promise<EventBridgeCounters>;
  received(): Promise<readonly Received[]>;
  askForFaults(faults: Faults): Promise<void>;
}

/** Opens the view of the emulator at a URL. */
export function emulatorView(url: string): EmulatorView {
  const get = async (path: string) => parseJson(await call(`${url}/_emulator/${path}`));
  return {
    counters: async () => v.parse(countersSchema, await get('counters')),
    received: async () => v.parse(v.array(receivedSchema), await get('received')),
    async askForFaults(faults) {
      await call(`${url}/_emulator/faults`, { method: 'POST', body: JSON.stringify(faults) });
    },
  };
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
});

const receivedSchema = v.object({
  region: v.string(),
  account: v.string(),
  bus: v.string(),
  event: v.object({
    id: v.string(),
    source: v.string(),
    time: v.string(),
    'detail-type': v.string(),
    resources: v.array(v.string()),
    detail: v.unknown(),
  }),
});
