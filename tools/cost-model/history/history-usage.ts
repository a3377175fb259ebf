import { writeUnitBytes } from '../../../lambdas/domain/history/beside.ts';
import { maxWaitMs } from '../../../lambdas/delivery/flush-history.ts';
import { billingUnitBytes } from '../../../lambdas/delivery/history-groups.ts';
import { isSmall } from '../../../lambdas/domain/history/defer.ts';
import { historyDeployment } from '../../../lambdas/settings/deployment.ts';
import { limits, waits } from '../inputs.ts';
import type { Load } from '../load.ts';
import type { Traffic } from '../traffic.ts';
import { chunksOf } from './chunks.ts';
import {
  historyBytes,
  messageIdBytes,
  ofEachRun,
  packing,
  packingMicros,
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
  /** What the fan-out function packs, in seconds of a full vCPU. */
  readonly packingSeconds: number;
  /** What is kept when as much goes as comes, in GB: in the table, and in the bucket. */
  readonly tableGb: number;
  readonly rowsGb: number;
  readonly bodiesGb: number;
}

const secondsOfDay = 86_400;

function keptGb(days: number, bytesPerSecond: number): number {
  return (days * secondsOfDay * bytesPerSecond) / 1e9;
}

/** What recording every delivery asks of AWS, a second, when nothing fails. */
export function historyUsage(load: Load, traffic: Traffic, plan: HistoryPlan): HistoryUsage {
  const { events, ownObject } = batchOf(load, traffic, plan);
  const perSecond = load.eventsPerSecond;
  const queue = queueOf(load, traffic, plan);
  const isDeferring = plan.defers && isSmall(queue.messagesPerSecond * 60 * plan.everyMinutes);
  const runEveryMinutes = plan.everyMinutes * (isDeferring ? 2 : 1);
  const chunks = chunksOf(load, traffic, { ...plan, runEveryMinutes });
  const run = runOf(queue.messagesPerSecond, { everyMinutes: plan.everyMinutes, runEveryMinutes });
  const recorded = ownObject ? 0 : traffic.eventBytes / 1000;
  const micros =
    perSecond * (recorderMicros.row + recorded * recorderMicros.kilobyte) +
    chunks.perSecond * recorderMicros.chunk;
  const frame = ownObject ? events / traffic.sources : chunks.rows;
  const texts = keptTexts(traffic, frame, plan);
  return {
    queueRequests: queue.requests + run.queueRequests,
    writeUnits: chunks.perSecond * chunks.writeUnits + run.writeUnits,
    objects: (ownObject ? perSecond / events : run.recordingPerSecond) + chunks.objects,
    recorderRuns: run.perSecond,
    recorderGbSeconds: (run.seconds + micros / 1e6 / vcpu) * memoryGb,
    packingSeconds: ownObject ? (perSecond * texts.packingMicros) / 1e6 : 0,
    tableGb: keptGb(plan.rowDays, chunks.perSecond * chunks.tableBytes),
    rowsGb: keptGb(plan.rowDays, chunks.perSecond * chunks.objectBytes),
    bodiesGb: keptGb(plan.bodyDays, perSecond * texts.bytes),
  };
}

const memoryGb = historyDeployment.memoryMb / 1024;
const vcpu = Math.min(1, historyDeployment.memoryMb / limits.memoryMbOfVcpu);

/** What the recorder asks of AWS, a second, when there is nothing to record. */
export function idleUsage({ everyMinutes }: Pick<HistoryPlan, 'everyMinutes'>): HistoryUsage {
  const run = runOf(0, { everyMinutes, runEveryMinutes: everyMinutes });
  return {
    queueRequests: run.queueRequests,
    writeUnits: run.writeUnits,
    objects: 0,
    recorderRuns: run.perSecond,
    recorderGbSeconds: run.seconds * memoryGb,
    packingSeconds: 0,
    tableGb: 0,
    rowsGb: 0,
    bodiesGb: 0,
  };
}

/** What the runs ask, whatever is in the messages; by second. Those that defer ask for their number only. */
function runOf(
  messagesPerSecond: number,
  { everyMinutes, runEveryMinutes }: Record<'everyMinutes' | 'runEveryMinutes', number>,
) {
  const perSecond = 1 / (60 * everyMinutes);
  const recordingPerSecond = 1 / (60 * runEveryMinutes);
  const messages = messagesPerSecond / recordingPerSecond;
  const more = messages === 0 ? 1 : receiving.more;
  const ids = 2 * Math.ceil((messages * messageIdBytes) / writeUnitBytes);
  const ofRecording = messages === 0 ? 0 : ofEachRun.recordingUnits + ids;
  const receives = messages / limits.sqsMessages;
  const seconds =
    ofEachRun.seconds + receives * receiving.secondsEach + lastWait(messagesPerSecond);
  return {
    perSecond,
    recordingPerSecond,
    queueRequests: perSecond * ofEachRun.counts + recordingPerSecond * (more + ofEachRun.counts),
    writeUnits: recordingPerSecond * (ofEachRun.writeUnits + ofRecording),
    seconds: perSecond * ofEachRun.countSeconds + recordingPerSecond * seconds,
  };
}

/** The last receive of a run waits for the next message, which comes at random. */
function lastWait(messagesPerSecond: number): number {
  if (messagesPerSecond === 0) return receiving.waitSeconds;
  return (1 - Math.exp(-messagesPerSecond * receiving.waitSeconds)) / messagesPerSecond;
}

function batchOf({ invocation: { events } }: Load, { eventBytes }: Traffic, plan: HistoryPlan) {
  return { events, ownObject: events * eventBytes > plan.ownObjectBytes };
}

/** Rows wait for a while at the most, from the answer of a batch's first call to that of its last one. */
function flushesOf({ invocation: { seconds } }: Load): number {
  return Math.ceil((seconds - waits.call) / (maxWaitMs / 1000));
}

/** Messages as SQS bills them, by 64 KiB, that are sent, received ten at a time and deleted. */
function queueOf(load: Load, traffic: Traffic, plan: HistoryPlan) {
  const { events, ownObject } = batchOf(load, traffic, plan);
  const textBytes = ownObject ? 0 : traffic.eventBytes / packing(traffic.eventBytes, events);
  const { message, messageRow, base64 } = historyBytes;
  const bytes = base64 * (message + events * (messageRow + textBytes));
  const units = bytes / limits.sqsChunkBytes;
  const batches = load.eventsPerSecond / events;
  const messages = Math.max(Math.ceil(bytes / base64 / billingUnitBytes), flushesOf(load));
  const received = Math.max(units, messages / limits.sqsMessages);
  return {
    messagesPerSecond: batches * messages,
    requests: batches * (messages + received + messages / limits.sqsMessages),
  };
}

/** The bytes of an event's text in the bucket, in a frame with others of its tenant, and its packing. */
function keptTexts({ eventBytes }: Traffic, together: number, plan: HistoryPlan) {
  const texts = Math.max(1, together);
  const bytes = texts * eventBytes;
  if (bytes < plan.fewestPackedBytes) return { bytes: eventBytes, packingMicros: 0 };
  const { frame, kilobyte } = packingMicros;
  return {
    bytes: eventBytes / packing(eventBytes, texts),
    packingMicros: frame / texts + (kilobyte * eventBytes) / 1000,
  };
}
