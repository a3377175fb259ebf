import { maxPayloadBytes } from '../../local/lambda/invoke-result.ts';
import { cpuMicros, limits, tableRequestsInFlight, waits } from './inputs.ts';
import { maxRequestBytes, type FunctionSettings } from './settings.ts';
import { entryBytes, recordBytes, type Traffic } from './traffic.ts';

/** EventBridge takes 20 entries in a PutPartnerEvents request (service model). */
const maxEntries = 20;

/** What one batch is made of and asks of the mapping table. */
export interface Batch {
  readonly messages: number;
  readonly lookUps: number;
  readonly notes: number;
}

/** What an invocation does, and how long it takes. */
export interface Invocation {
  readonly events: number;
  readonly calls: number;
  /** DeleteMessageBatch calls of the function itself (docs/adr/0021). */
  readonly deletions: number;
  readonly seconds: number;
}

/** The most messages of a batch: by number, and by the payload of an invocation. */
export function mostMessages(traffic: Traffic, { batchSize }: FunctionSettings): number {
  return Math.max(1, Math.min(batchSize, Math.floor(maxPayloadBytes / recordBytes(traffic))));
}

/** Entries that one PutPartnerEvents request has room for. */
export function entriesPerCall(traffic: Traffic): number {
  return Math.max(1, Math.min(maxEntries, Math.floor(maxRequestBytes / entryBytes(traffic))));
}

/**
 * One invocation for a batch of which every entry is accepted. Reading comes first and waits for
 * nothing; then the calls, of which some wait while the others are written; last the notes.
 */
export function invocationOf(
  { messages, lookUps, notes }: Batch,
  traffic: Traffic,
  { memoryMb, callsInFlight }: FunctionSettings,
): Invocation {
  const { cpuTimes = 1, callSeconds = waits.call } = traffic;
  const seconds = (micros: number) => (cpuTimes * micros) / 1e6 / vcpuShare(memoryMb);
  const kilobytes = traffic.eventBytes / 1000;
  const events = messages * traffic.eventsPerMessage;
  const calls = Math.ceil(events / entriesPerCall(traffic));
  const deletions = earlyDeletions(events, { traffic, callsInFlight });

  const reading =
    cpuMicros.invocation + events * (cpuMicros.event + cpuMicros.eventKilobyte * kilobytes);
  const sending =
    calls * cpuMicros.call +
    events * (cpuMicros.entry + cpuMicros.entryKilobyte * kilobytes) +
    deletions * cpuMicros.deletion;
  const writing = seconds(sending / calls);
  const busy = calls * writing + callSeconds;
  const waiting = Math.ceil(calls / callsInFlight) * (callSeconds + writing);
  const table =
    tableSeconds(lookUps, tableRequestsInFlight.lookUps, seconds) +
    tableSeconds(notes, tableRequestsInFlight.notes, seconds);
  return { events, calls, deletions, seconds: seconds(reading) + Math.max(busy, waiting) + table };
}

/** The part of a vCPU that a function has; Node.js uses one at the most. */
function vcpuShare(memoryMb: number): number {
  return Math.min(1, memoryMb / limits.memoryMbOfVcpu);
}

/** What the last calls of a batch deliver is deleted by its response; the rest early, ten messages a call. */
function earlyDeletions(
  events: number,
  { traffic, callsInFlight }: { readonly traffic: Traffic; readonly callsInFlight: number },
): number {
  const early = Math.max(0, events - callsInFlight * entriesPerCall(traffic));
  return early / traffic.eventsPerMessage / limits.sqsMessages;
}

function tableSeconds(
  requests: number,
  inFlight: number,
  seconds: (micros: number) => number,
): number {
  const rounds = requests / inFlight;
  return Math.max(seconds(requests * cpuMicros.tableRequest), rounds * waits.tableRequest);
}
