import type { Variant } from '../measure/interleave.ts';
import { ownCpuMicros } from '../measure/process-cpu.ts';
import { checkArrivals } from './check-arrivals.ts';
import { eventsOf, type Payload, type SentEvent } from './events.ts';
import type { LocalMode } from './local-mode.ts';
import type { Usage } from './questions.ts';
import { sendOneByOne, sendPacked } from './send.ts';
import { watchArrivals } from './watch-arrivals.ts';

/** A way to send events. */
export interface Flow {
  readonly name: string;
  readonly payload: Payload;
  /** How many are sent in a run. */
  readonly events: number;
  readonly isPacked: boolean;
}

/** What is sent. */
export const flows: readonly Flow[] = [
  { name: '1 kB, an event a message', payload: 'text', events: 4_000, isPacked: false },
  { name: '1 kB, packed by the producer', payload: 'text', events: 8_000, isPacked: true },
  { name: 'GitHub payloads, one a message', payload: 'github', events: 1_000, isPacked: false },
];

/** What one run took; the processor's time is in microseconds for each event. */
export interface ThroughputRun {
  readonly eventsPerSecond: number;
  readonly senderMicros: number;
  readonly servicesMicros: number;
  readonly functionsMicros: number | undefined;
  readonly batches: number;
}

let runs = 0;

/** Sends a flow's events as fast as it goes. Rejects unless each arrives once, as it was sent. */
export function throughputVariant(flow: Flow, local: LocalMode): Variant<ThroughputRun> {
  return {
    name: flow.name,
    async run() {
      runs += 1;
      const events = eventsOf(`run${runs}`, flow.events, flow.payload);
      const before = await local.usage();
      const senderBefore = ownCpuMicros();
      const startMs = performance.now();
      const arriving = watchArrivals(local.view, events.length, () => performance.now());
      const send: (events: readonly SentEvent[], to: LocalMode) => Promise<void> = flow.isPacked
        ? sendPacked
        : sendOneByOne;
      const [steps] = await Promise.all([arriving, send(events, local)]);
      const senderMicros = ownCpuMicros() - senderBefore;
      // The last deletions are part of the work, though nobody waits for them.
      const { batches } = await local.settle();
      const after = await local.usage();
      const endMs = steps.at(-1)?.atMs ?? startMs;
      checkArrivals(events, await local.view.received());
      await local.forget();
      return {
        eventsPerSecond: (events.length / (endMs - startMs)) * 1000,
        senderMicros: senderMicros / events.length,
        ...usedBetween(before, after, events.length),
        batches,
      };
    },
  };
}

/** What was used for each event. */
export function usedBetween(before: Usage, after: Usage, events: number) {
  const servicesMicros = (after.servicesMicros - before.servicesMicros) / events;
  if (before.functionsMicros === null || after.functionsMicros === null) {
    return { servicesMicros, functionsMicros: undefined };
  }
  const functionsMicros = (after.functionsMicros - before.functionsMicros) / events;
  return { servicesMicros, functionsMicros };
}
