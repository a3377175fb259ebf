import * as v from 'valibot';
import type { Variant } from '../measure/interleave.ts';
import { cpuMicrosOf } from '../measure/process-cpu.ts';
import { quantile } from '../measure/statistics.ts';
import type { BareClient } from './bare-client.ts';
import { entriesPerCall, putBody, putFor } from './put-load.ts';
import { partner, sourceOf, type SourceKind } from './sources.ts';
import type { EmulatorProcess } from './start-emulator.ts';

const runMs = 350;

/** One run of calls for a source of one kind. */
export interface EmulatorRun {
  readonly callsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The emulator's own, for each call; undefined where the kernel does not report it. */
  readonly cpuMicros: number | undefined;
}

const countersSchema = v.object({
  entries: v.number(),
  droppedEntries: v.number(),
  received: v.number(),
  deliveries: v.number(),
});

/** What the emulator has counted since its counters were set to zero. */
export type EntryCounters = v.InferOutput<typeof countersSchema>;

/** What the counters must say after this many calls for a source of this kind. */
export function countersAfter(kind: SourceKind, calls: number): EntryCounters {
  const entries = calls * entriesPerCall;
  const isActive = kind !== 'pending';
  return {
    entries,
    droppedEntries: isActive ? 0 : entries,
    received: isActive ? entries : 0,
    deliveries: kind === 'ruled' ? entries : 0,
  };
}

/** Puts entries for a source; rejects when the emulator counted others than were put. */
export function emulatorVariant(
  { name, kind }: { name: string; kind: SourceKind },
  emulator: EmulatorProcess,
  client: BareClient,
): Variant<EmulatorRun> {
  const body = putBody(sourceOf(kind));
  return {
    name,
    async run() {
      await empty(emulator.url);
      const cpuBefore = cpuMicrosOf(emulator.processId);
      const { calls, elapsedMs, latenciesMs } = await putFor(runMs, { client, partner, body });
      const cpuAfter = cpuMicrosOf(emulator.processId);
      await check(emulator.url, countersAfter(kind, calls));
      const isKnown = cpuBefore !== undefined && cpuAfter !== undefined;
      return {
        callsPerSecond: (calls / elapsedMs) * 1000,
        p50Ms: quantile(latenciesMs, 0.5),
        p99Ms: quantile(latenciesMs, 0.99),
        cpuMicros: isKnown ? (cpuAfter - cpuBefore) / calls : undefined,
      };
    },
  };
}

/** Forgets what earlier runs left, so that every run finds the same. */
async function empty(url: string): Promise<void> {
  for (const view of ['received', 'deliveries', 'counters']) {
    await fetch(`${url}/_emulator/${view}`, { method: 'DELETE' });
  }
}

async function check(url: string, expected: EntryCounters): Promise<void> {
  const answer = await fetch(`${url}/_emulator/counters`);
  const counted = v.parse(countersSchema, await answer.json());
  const [said, due] = [counted, expected].map((counters) => JSON.stringify(counters));
  if (said !== due) throw new Error(`the emulator counted ${said}, and not ${due}`);
}
