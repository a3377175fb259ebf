import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../../emulator/faults/random.ts';
import type { Cloud } from '../../../local/cloud.ts';
import { emulatorView } from '../../../local/emulator-view.ts';
import { size } from '../../../local/queues.ts';
import { feed } from './feed.ts';
import { killAtRandom } from './kill-at-random.ts';
import type { Evidence } from './open-evidence.ts';
import type { CrashOptions } from './options.ts';
import { eventNumbered, type VendorEvent } from './workload.ts';

/** How far a run has come. */
export interface CrashProgress {
  readonly accepted: number;
  readonly waiting: number;
  readonly retrying: number;
  readonly received: number;
}

/** Where a run sends its events, and who is notified of its progress. */
export interface FlowContext {
  readonly cloud: Cloud;
  readonly evidence: Evidence;
  readonly onProgress: (progress: CrashProgress) => void;
}

const lookEveryMs = 500;
/** The feeding waits while the events queue has this many messages, so that a slow machine falls no further behind. */
const maxWaiting = 5_000;
/** The feeding may take this many times as long as planned. */
const slowdown = 4;
/** After the last event every batch has the time to come back several times. */
const settleWithinMs = 180_000;

/**
 * Lets the events flow and kills processes meanwhile; resolves when both queues are empty, with the number of
 * processes killed. Rejects when they do not become so.
 */
export async function flow(options: CrashOptions, context: FlowContext): Promise<number> {
  const { events, kills, seed, eventsPerSecond } = options;
  const { cloud, evidence } = context;
  const feedingMs = Math.ceil((events / eventsPerSecond) * 1000);
  const signal = AbortSignal.timeout(feedingMs * slowdown + settleWithinMs);
  let accepted = 0;
  cloud.functions.startPolling();
  const fedAndKilled = Promise.all([
    killAtRandom({
      kills,
      events,
      fed: () => accepted,
      random: seededRandom(seed + 2),
      processIds: () => cloud.functions.processIds(),
      kill: (processId) => process.kill(processId, 'SIGKILL'),
      sleep,
      signal,
    }),
    feed(eventsOf(options), {
      sqs: cloud.sqsClient,
      queueUrl: cloud.queues.events.url,
      eventsPerSecond,
      isFull: () => size(cloud.queues.events) >= maxWaiting,
      signal,
      onAccepted(event) {
        accepted += 1;
        evidence.accepted(event);
      },
    }),
  ]);
  let isOver = false;
  const watching = watch(context, () => ({ accepted, isOver }), signal);
  const [killed] = await fedAndKilled.finally(() => {
    isOver = true;
  });
  await watching;
  return killed;
}

/** Shows the progress until everything has its disposition. */
async function watch(
  { cloud, onProgress }: FlowContext,
  now: () => { accepted: number; isOver: boolean },
  signal: AbortSignal,
): Promise<void> {
  const { events, retries } = cloud.queues;
  const view = emulatorView(cloud.endpoints.eventBridge);
  for (;;) {
    const { accepted, isOver } = now();
    const [waiting, retrying] = [size(events), size(retries)];
    const { received } = await view.counters();
    onProgress({ accepted, waiting, retrying, received });
    if (isOver && waiting === 0 && retrying === 0 && cloud.functions.isIdle()) return;
    if (signal.aborted) {
      throw new Error(
        `${waiting + retrying} messages still have no disposition: the run does not settle`,
      );
    }
    await sleep(lookEveryMs);
  }
}

function* eventsOf(options: CrashOptions): Generator<VendorEvent> {
  const random = seededRandom(options.seed + 3);
  for (let number = 1; number <= options.events; number += 1) {
    yield eventNumbered(number, options, random);
  }
}
