import { historyDeployment } from '../../../lambdas/settings/deployment.ts';
import { limits } from '../inputs.ts';
import type { Load } from '../load.ts';
import type { Traffic } from '../traffic.ts';
import {
  historyBytes,
  ofEachRun,
  packing,
  receiving,
  recorderMicros,
  type HistoryPlan,
} from './inputs.ts';

/** What a second of recording asks of AWS. */
export interface HistoryUsage {
  /** As SQS bills them, each 64 KiB one. */
  readonly queueRequests: number;
  readonly writeUnits: number;
  readonly objects: number;
  readonly recorderRuns: number;
  readonly recorderGbSeconds: number;
  /** What is kept when as much goes as comes, in GB. */
  readonly rowsGb: number;
  readonly bodiesGb: number;
}

const secondsOfDay = 86_400;

/** What recording every delivery asks of AWS, a second, when nothing fails. */
export function historyUsage(load: Load, traffic: Traffic, plan: HistoryPlan): HistoryUsage {
  const { events, ownObject } = batchOf(load, traffic, plan);
  const perSecond = load.eventsPerSecond;
  const chunk = chunkOf(load, traffic, plan);
  const recorded = ownObject ? 0 : traffic.eventBytes / 1000;
  const micros =
    perSecond * (recorderMicros.row + recorded * recorderMicros.kilobyte) +
    chunk.perSecond * recorderMicros.chunk;
  const idle = idleUsage(plan);
  const batches = perSecond / events;
  const frame = ownObject ? events / traffic.sources : chunk.rows;
  return {
    queueRequests: queueRequests(load, traffic, plan) + idle.queueRequests,
    writeUnits: chunk.perSecond * chunk.writeUnits + idle.writeUnits,
    objects: ownObject ? batches : idle.recorderRuns,
    recorderRuns: idle.recorderRuns,
    recorderGbSeconds: idle.recorderGbSeconds + (micros / 1e6 / vcpu) * memoryGb,
    rowsGb: (plan.rowDays * secondsOfDay * chunk.perSecond * chunk.storedBytes) / 1e9,
    bodiesGb: (plan.bodyDays * secondsOfDay * perSecond * keptBytes(traffic, frame, plan)) / 1e9,
  };
}

const memoryGb = historyDeployment.memoryMb / 1024;
const vcpu = Math.min(1, historyDeployment.memoryMb / limits.memoryMbOfVcpu);

/** What the recorder asks of AWS, a second, when there is nothing to record. */
export function idleUsage({ everyMinutes }: Pick<HistoryPlan, 'everyMinutes'>): HistoryUsage {
  const recorderRuns = 1 / (60 * everyMinutes);
  return {
    queueRequests: recorderRuns * (receiving.inFlight + ofEachRun.queueRequests),
    writeUnits: recorderRuns * ofEachRun.writeUnits,
    objects: 0,
    recorderRuns,
    recorderGbSeconds: recorderRuns * receiving.waitSeconds * memoryGb,
    rowsGb: 0,
    bodiesGb: 0,
  };
}

function batchOf({ invocation: { events } }: Load, { eventBytes }: Traffic, plan: HistoryPlan) {
  return { events, ownObject: events * eventBytes > plan.ownObjectBytes };
}

/** Messages that are sent, received ten at a time and deleted. */
function queueRequests(load: Load, traffic: Traffic, plan: HistoryPlan): number {
  const { events, ownObject } = batchOf(load, traffic, plan);
  const textBytes = ownObject ? 0 : traffic.eventBytes / packing(traffic.eventBytes, events);
  const { message, messageRow, base64 } = historyBytes;
  const bytes = base64 * (message + events * (messageRow + textBytes));
  const units = bytes / limits.sqsChunkBytes;
  const sent = Math.ceil(units);
  const received = Math.max(units, 1 / limits.sqsMessages);
  return (load.eventsPerSecond / events) * (sent + received + 1 / limits.sqsMessages);
}

/** The chunks of a run; events come at random, and some sources may have none. */
function chunkOf({ eventsPerSecond }: Load, { sources }: Traffic, plan: HistoryPlan) {
  const runSeconds = 60 * plan.everyMinutes;
  const perSource = (eventsPerSecond * runSeconds) / sources;
  const chunks = sources * (1 - Math.exp(-perSource));
  const rows = (eventsPerSecond * runSeconds) / chunks;
  const bytes = historyBytes.chunk + rows * historyBytes.row * plan.rowSize;
  return {
    perSecond: chunks / runSeconds,
    rows,
    // Sizes are spread over more than a unit: half of one is rounded up on average.
    writeUnits: Math.max(1, bytes / 1024 + 0.5),
    storedBytes: bytes + historyBytes.storedItem,
  };
}

/** The bytes of an event's text in the bucket, in a frame with others of its tenant. */
function keptBytes({ eventBytes }: Traffic, together: number, plan: HistoryPlan): number {
  const isPacked =
    together >= plan.fewestPacked || Math.max(1, together) * eventBytes >= plan.fewestPackedBytes;
  return isPacked ? eventBytes / packing(eventBytes, together) : eventBytes;
}
