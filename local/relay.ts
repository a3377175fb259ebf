import { setTimeout as sleep } from 'node:timers/promises';
import { deploymentsFor } from '../lambdas/settings/deployment.ts';
import type { BatchTotals } from './batch-totals.ts';
import type { Cloud } from './cloud.ts';
import { Expectation } from './expectation.ts';
import type { EntryRules } from './expected-event.ts';
import { feed, type Fed } from './feed.ts';
import type { Functions } from './functions.ts';
import type { Recording } from './history/recording.ts';
import type { Input } from './input/input.ts';
import { collectRunResult, type RunResult } from './run-result.ts';
import { readKeptNames } from './large-events/kept-names.ts';
import { readProgress, type Progress } from './progress.ts';
import type { LocalQueue } from './queues.ts';
import { entriesSettled } from './summary.ts';

/** A run in progress. */
export interface Run {
  readonly cloud: Cloud;
  /** What the functions have reported so far. */
  readonly totals: BatchTotals;
  /** The recorder at work. */
  readonly recording: Pick<Recording, 'untilClear'>;
  /** Ends the run early. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** The parts of a cloud that show whether a run is over. */
interface SettlingCloud {
  readonly functions: Pick<Functions, 'isIdle' | 'stoppedLoops'>;
  readonly queues: Readonly<Record<'events' | 'retries', Pick<LocalQueue, 'census'>>>;
}

const lookEveryMs = 200;
/** The functions' last log lines arrive shortly after their answers. */
const reportsWithinMs = 3_000;

/**
 * Sends the events and waits until each has a disposition. Resolves with what had to happen and what did,
 * or with undefined if the run was ended early.
 */
export async function relay(
  input: Input,
  run: Run,
): Promise<{ expectation: Expectation; result: RunResult } | undefined> {
  const { cloud, totals, signal, recording, onProgress } = run;
  const headStart = headStartOf(cloud);
  const expectation = new Expectation(input.sources, rulesOf(cloud));
  const fed: Fed = { sent: 0, empty: 0, refused: [] };
  const startedAtMs = Date.now();
  let isFeeding = true;
  const feeding = feed(input.events, {
    sqs: cloud.sqsClient,
    queueUrl: cloud.queues.events.url,
    signal,
    fed,
    onSent({ text }) {
      expectation.addMessage(text);
      if (fed.sent >= headStart) cloud.functions.startPolling();
    },
  }).finally(() => {
    isFeeding = false;
    cloud.functions.startPolling();
  });
  const settled = waitUntil(
    () => !isFeeding && isSettled(cloud),
    signal,
    async () => {
      onProgress(await readProgress(cloud, totals));
    },
  );
  await Promise.all([feeding, settled]);
  if (signal.aborted) return undefined;

  const elapsedMs = Date.now() - startedAtMs;
  const timeout = AbortSignal.timeout(reportsWithinMs);
  await waitUntil(() => isReported(expectation, totals), AbortSignal.any([signal, timeout]));
  await recording.untilClear();
  onProgress(await readProgress(cloud, totals));
  return { expectation, result: await collectRunResult(cloud, { fed, totals, elapsedMs }) };
}

/**
 * The number of messages on the queue before the functions start: one batch of the largest size. Batches
 * and requests are then full, as under load.
 */
function headStartOf({ settings: { delivery } }: Cloud): number {
  return deploymentsFor(delivery.prefer)['fan-out'].batchSize;
}

function rulesOf({ settings: { entryLimits, largeEvents } }: Cloud): EntryRules {
  return { ...entryLimits, relay: largeEvents.relay, keptNames: readKeptNames() };
}

async function waitUntil(
  isSo: () => boolean,
  signal: AbortSignal,
  meanwhile?: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted && !isSo()) {
    await meanwhile?.();
    await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Whether a run is over. It does not wait for what Lambda stops as a recursive loop, since Lambda stops it again. */
export function isSettled({ functions, queues: { events, retries } }: SettlingCloud): boolean {
  if (!functions.isIdle()) return false;
  const hasStopped = Object.values(functions.stoppedLoops()).some((times) => times > 0);
  return [events, retries].every((queue) => {
    const { visible, delayed, inFlight } = queue.census();
    return visible + delayed + (hasStopped ? 0 : inFlight) === 0;
  });
}

function isReported({ events, invalid }: Expectation, totals: BatchTotals): boolean {
  const { payloadWrong } = totals.deadLettered;
  const isRead =
    totals.events + payloadWrong >= events && totals.deadLettered.invalidEvent >= invalid;
  return isRead && entriesSettled(totals) >= totals.entries;
}
