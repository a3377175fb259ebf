import {
  eraseTenant,
  verifyTenant,
  type Erasure,
  type Verification,
} from '../../lambdas/aws/history/erase-history.ts';
import type { Pause } from '../../terminal/pause.ts';
import { countOf } from '../plain-text.ts';
import type { Progress } from '../progress.ts';
import type { StoredPayloads } from './payload-bucket.ts';
import type { RegionHistory } from './region-histories.ts';

/** What is erased. */
export interface ErasureRequest {
  readonly tenant: string;
  /** Only what was recorded before this time, epoch milliseconds; undefined for everything. */
  readonly beforeMs: number | undefined;
  /** Whether what waits on the history queue is awaited, and erased as well. */
  readonly waitsForQueue: boolean;
}

/** How an erasure takes its time. */
export interface ErasureServices {
  readonly now: () => number;
  readonly pause: Pause;
  readonly progress: Progress;
  /** Those of a stage by default; on local mode there is one clock, and a recorder that runs every few seconds. */
  readonly recorder?: RecorderTimes;
}

/** How the recorder is waited for, in milliseconds. */
export interface RecorderTimes {
  readonly pollMs: number;
  readonly clocksDifferMs: number;
}

/** What was erased: of the history, and the details of large events. */
interface WholeErasure extends Erasure {
  readonly payloads: number;
  readonly payloadBytes: number;
}

/** What was erased in a Region. */
export interface RegionErasure extends WholeErasure {
  readonly region: string;
  /** What is there now: recorded or stored at or after `beforeMs`, or since the erasure. */
  readonly left: Pick<Verification, 'rows' | 'read'> & Pick<StoredPayloads, 'payloads'>;
  /** Whether what waited on the queue at the beginning is recorded, and erased; null if that was not awaited. */
  readonly isQueueErased: boolean | null;
}

/** The recorder runs once a minute, and may be late. */
const stageRecorder: RecorderTimes = { pollMs: 5_000, clocksDifferMs: 10_000 };
const patienceMs = 10 * 60_000;

/**
 * Erases a tenant's history and the details of its large events in every Region, waits until the recorder has recorded what was on the queue
 * when this began, erases that as well, and verifies what is left. Can be repeated after a failure.
 */
export async function eraseEverywhere(
  histories: readonly RegionHistory[],
  request: ErasureRequest,
  services: ErasureServices,
): Promise<readonly RegionErasure[]> {
  const beganMs = services.now();
  const first: WholeErasure[] = [];
  for (const history of histories) first.push(await erase(history, request, services));
  const { waitsForQueue } = request;
  if (waitsForQueue) services.progress.show('waiting for what is on the history queue');
  const areClear = await Promise.all(
    histories.map(async (history) =>
      waitsForQueue ? await isCleared(history, beganMs, services) : null,
    ),
  );
  const regions: RegionErasure[] = [];
  for (const [index, history] of histories.entries()) {
    const rest = waitsForQueue ? await erase(history, request, services) : noErasure;
    const erased = sumOf(first[index] ?? noErasure, rest);
    const left = await verify(history, request, services);
    const isQueueErased = areClear[index] ?? null;
    regions.push({ region: history.region, ...erased, left, isQueueErased });
  }
  return regions;
}

async function erase(
  { region, store, payloads: bucket }: RegionHistory,
  { tenant, beforeMs }: ErasureRequest,
  { progress }: ErasureServices,
): Promise<WholeErasure> {
  const erased = await eraseTenant(tenant, store, beforeMs, ({ rows }) =>
    progress.show(`${region}: ${countOf(rows, 'row')} erased`),
  );
  const { payloads, bytes: payloadBytes } = await bucket.erase(tenant, beforeMs, (so) =>
    progress.show(`${region}: ${countOf(so.payloads, 'payload')} deleted`),
  );
  return { ...erased, payloads, payloadBytes };
}

async function verify(
  { region, store, reader, payloads: bucket }: RegionHistory,
  { tenant }: ErasureRequest,
  { progress }: ErasureServices,
): Promise<RegionErasure['left']> {
  const { rows, read } = await verifyTenant(tenant, store, reader, (found) =>
    progress.show(`${region}: ${countOf(found.rows, 'row')} left`),
  );
  const { payloads } = await bucket.count(tenant);
  return { rows, read, payloads };
}

/** Waits until the recorder has found nothing more of before a time; false if that takes too long. */
async function isCleared(
  { reader }: RegionHistory,
  beganMs: number,
  { now, pause, recorder: { pollMs, clocksDifferMs } = stageRecorder }: ErasureServices,
): Promise<boolean> {
  for (;;) {
    const { clearAtMs } = await reader.recordingState();
    if (clearAtMs >= beganMs + clocksDifferMs) return true;
    if (now() - beganMs >= patienceMs) return false;
    await pause(pollMs);
  }
}

const noErasure: WholeErasure = {
  chunks: 0,
  rows: 0,
  frames: 0,
  objects: 0,
  payloads: 0,
  payloadBytes: 0,
};

function sumOf(one: WholeErasure, other: WholeErasure): WholeErasure {
  return {
    chunks: one.chunks + other.chunks,
    rows: one.rows + other.rows,
    frames: one.frames + other.frames,
    objects: one.objects + other.objects,
    payloads: one.payloads + other.payloads,
    payloadBytes: one.payloadBytes + other.payloadBytes,
  };
}
