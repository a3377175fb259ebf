import type { RecursiveLoop } from '../../../../lambdas/settings/deployment.ts';
import { maxPayloadBytes } from '../../../../local/lambda/invoke-result.ts';
import {
  highestOf,
  mayRun,
  nextRound,
  noLineage,
  type Lineage,
} from '../../../../local/lambda/lineage.ts';
import type { Message, SimulatedQueue } from './simulated-queue.ts';
import type { VirtualClock } from '../../../../tools/simulators/virtual-clock.ts';

/** How a queue feeds a function. */
export interface PumpSettings {
  readonly functionName: string;
  readonly recursiveLoop: RecursiveLoop;
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
  readonly maximumConcurrency: number;
  /** A message's part of the payload, of which Lambda gives 6 MB at the most. */
  readonly messageBytes: number;
}

/**
 * Runs a function on a batch; gives the messages back that were not done with.
 *
 * @param lineage of what the function sends
 */
export type Invoke<T> = (
  batch: readonly Message<T>[],
  lineage: Lineage,
) => Promise<ReadonlySet<Message<T>>>;

/**
 * An event source mapping with MaximumConcurrency: it gathers one batch at a time, from its first
 * message on, and takes messages off the queue only when an invocation is free for them. A batch that
 * Lambda takes for a recursive loop is not run, and comes back.
 */
export function pump<T>(
  timeline: VirtualClock,
  queue: SimulatedQueue<T>,
  settings: PumpSettings,
  invoke: Invoke<T>,
): void {
  const maxMessages = batchLimit(settings);
  const windowMs = settings.batchWindowSeconds * 1000;
  let invocations = 0;
  let windowEndsMs: number | undefined;

  const run = async (batch: readonly Message<T>[]) => {
    const receivedAtMs = timeline.now();
    const returned = await runUnlessLoop(batch, settings, invoke);
    queue.delete(batch.filter((message) => !returned.has(message)));
    queue.giveBack(returned, receivedAtMs);
    invocations -= 1;
    step();
  };
  const gather = () => {
    if (queue.visible() === 0) windowEndsMs = undefined;
    else if (windowEndsMs === undefined) {
      windowEndsMs = timeline.now() + windowMs;
      timeline.at(windowEndsMs, step);
    }
  };
  const isReady = () =>
    queue.visible() >= maxMessages ||
    (windowEndsMs !== undefined && windowEndsMs <= timeline.now() && queue.visible() > 0);
  const step = () => {
    gather();
    while (invocations < settings.maximumConcurrency && isReady()) {
      const batch = queue.receive(maxMessages);
      windowEndsMs = undefined;
      gather();
      if (batch.length === 0) continue;
      invocations += 1;
      timeline.begin(() => run(batch));
    }
  };
  queue.onVisible(step);
}

async function runUnlessLoop<T>(
  batch: readonly Message<T>[],
  { functionName, recursiveLoop }: PumpSettings,
  invoke: Invoke<T>,
): Promise<ReadonlySet<Message<T>>> {
  const carried = highestOf(batch.map((message) => message.lineage ?? noLineage));
  const { lineage, round } = nextRound(carried, functionName);
  return mayRun(round, recursiveLoop) ? await invoke(batch, lineage) : new Set(batch);
}

/** The most messages of one batch. */
function batchLimit({ batchSize, messageBytes }: PumpSettings): number {
  return Math.max(1, Math.min(batchSize, Math.floor(maxPayloadBytes / messageBytes)));
}
