import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import type { ObservedLatency, ObservedRegion } from '../../emulator/observed/observed.ts';
import { OperationError } from '../operation-error.ts';
import { entryOfSize, leastEntryBytes } from './entry-shapes.ts';
import { isAccepted } from './observed-answers.ts';
import type { ProbeContext } from './probe-context.ts';
import { entryText, requestText } from './probe-entry.ts';
import type { Reply } from './wire.ts';

// The first requests open the connection and widen its window.
const warmUps = 3;
const connections = 5;
const connectWithinMs = 5_000;

/** How long requests of one entry and of 20 take, one after the other on a warm connection. */
export async function measureLatency(
  context: ProbeContext,
): Promise<Pick<ObservedRegion, 'latency' | 'latencyOfOne'>> {
  context.show('latency: the network’s own part');
  const networkMs = await roundTripMs(context);
  const latencyOfOne = await timesOf(context, 1, networkMs);
  const latency = await timesOf(context, 20, networkMs);
  return { latency, latencyOfOne };
}

async function timesOf(
  context: ProbeContext,
  entriesPerCall: number,
  networkMs: number,
): Promise<ObservedLatency> {
  const { timedCalls } = context.effort;
  const times = await timesOfCalls(context, entriesPerCall);
  if (times.length < timedCalls / 2) {
    throw new OperationError(`only ${times.length} of ${timedCalls} requests were accepted`);
  }
  const p50Ms = percentile(times, 0.5);
  const p99Ms = percentile(times, 0.99);
  return { calls: times.length, entriesPerCall, p50Ms, p99Ms, networkMs };
}

async function timesOfCalls(
  { head, wire, effort, show, time }: ProbeContext,
  entriesPerCall: number,
): Promise<readonly number[]> {
  const { timedCalls } = effort;
  const entry = entryText(entryOfSize('longDetail', leastEntryBytes, head));
  const body = requestText(Array.from({ length: entriesPerCall }, () => entry));
  const times: number[] = [];
  for (let call = 1; times.length < timedCalls && call <= callsFor(timedCalls); call += 1) {
    show(`latency: ${entriesPerCall} per request, ${times.length} of ${timedCalls}`);
    const reply = await wire.put(body);
    // Not those that were throttled or failed as a whole.
    if (!wasWorkedOn(reply)) await time.sleep(restMs);
    else if (call > warmUps) times.push(reply.ms);
  }
  return times;
}

// After a call that was throttled.
const restMs = 200;

/** The most calls by which so many are timed: some may be throttled. */
export function callsFor(timedCalls: number): number {
  return warmUps + 2 * timedCalls;
}

/** Whether half of the entries were accepted: one that is throttled does not make the others faster. */
function wasWorkedOn(reply: Reply): boolean {
  if (reply.kind !== 'answered') return false;
  const { results } = reply;
  const accepted = results.filter((result) => isAccepted({ kind: 'answered', results: [result] }));
  return accepted.length > 0 && accepted.length >= results.length / 2;
}

/** The smallest value that so large a part of all is not above (nearest rank), to a hundredth. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return rounded(sorted[Math.ceil(part * sorted.length) - 1] ?? 0);
}

/** The fastest of some TCP connections to the place where requests go: one round trip. */
async function roundTripMs({ wire: { host, port }, time }: ProbeContext): Promise<number> {
  // Not the time of the name's resolution.
  const { address } = await lookup(host);
  const times: number[] = [];
  for (let count = 0; count < connections; count += 1) {
    const startedAtMs = time.now();
    await connectTo(address, port);
    times.push(time.now() - startedAtMs);
  }
  return rounded(Math.min(...times));
}

async function connectTo(host: string, port: number): Promise<void> {
  const socket = connect({ host, port, timeout: connectWithinMs });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.on('connect', resolve);
      socket.on('error', reject);
      socket.on('timeout', () => reject(new OperationError(`no connection to ${host}`)));
    });
  } finally {
    socket.destroy();
  }
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
