import { quietWaitSeconds } from '../../../local/lambda/batch-pump.ts';
import type { RecursiveLoop } from '../../../lambdas/settings/deployment.ts';
import {
  highestOf,
  mayRun,
  nextRound,
  noLineage,
  type Lineage,
} from '../../../local/lambda/lineage.ts';
import type { VirtualClock } from '../virtual-clock.ts';
import type { QueuedMessage } from './message.ts';
import type { SimulatedQueue } from './simulated-queue.ts';

/** How a queue feeds a function. */
export interface EventSourceMappingSettings {
  readonly functionName: string;
  readonly recursiveLoop: RecursiveLoop;
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
  /** How long a batch with a window waits on a quiet queue at the most; as on AWS by default. */
  readonly quietSeconds?: number;
  readonly maximumConcurrency: number;
  /** Called when Lambda takes a batch for a recursive loop, with the round that it would have been. */
  readonly onStoppedLoop?: (round: number) => void;
}

/** An invocation's place in its chain of requests. */
export interface ChainPlace {
  /** Of what the function sends. */
  readonly lineage: Lineage;
  /** How often the function has run in the chain, with this time. */
  readonly round: number;
}

/** Runs a function on a batch; resolves with the ids of the messages that stay on the queue. */
export type Invoke = (
  batch: readonly QueuedMessage[],
  place: ChainPlace,
) => Promise<ReadonlySet<string>>;

/**
 * Feeds a function from a queue as an event source mapping with MaximumConcurrency does: it gathers one
 * batch at a time, from its first message on, and takes messages off the queue only when an invocation is
 * free for them. A batch with a window waits on a quiet queue as local mode's does: after its window until the
 * next message is visible, or 20 seconds after its first one. A batch that Lambda takes for a recursive loop is not run, and comes back.
 */
export function mapEventSource(
  clock: VirtualClock,
  queue: SimulatedQueue,
  settings: EventSourceMappingSettings,
  invoke: Invoke,
): void {
  const { batchSize, maximumConcurrency } = settings;
  const window = gatheringWindow(clock, queue, settings, step);
  let running = 0;

  const isReady = () => queue.visible() >= batchSize || window.isOver();
  const run = async (batch: readonly QueuedMessage[]) => {
    const kept = await runUnlessLoop(batch, settings, invoke);
    for (const { id } of batch) if (!kept.has(id)) queue.delete(id);
    running -= 1;
    step();
  };
  function step(): void {
    window.open();
    while (running < maximumConcurrency && isReady()) {
      const batch = queue.receive(batchSize);
      window.open('again');
      if (batch.length === 0) continue;
      running += 1;
      clock.begin(() => run(batch));
    }
  }
  queue.onVisible(() => {
    window.noteMessage();
    step();
  });
}

/** The window of the batch that is gathered: until its end, and on a quiet queue until the next message. */
function gatheringWindow(
  clock: VirtualClock,
  queue: Pick<SimulatedQueue, 'visible'>,
  { batchWindowSeconds, quietSeconds = quietWaitSeconds }: EventSourceMappingSettings,
  onEnd: () => void,
) {
  const windowMs = batchWindowSeconds * 1000;
  const longestMs = windowMs === 0 ? 0 : Math.max(windowMs, quietSeconds * 1000);
  let endsMs: number | undefined;
  let quietEndsMs = 0;
  return {
    /** Begins it with the first message that is visible, and again with the first one of the next batch. */
    open(again?: 'again') {
      if (again !== undefined || queue.visible() === 0) endsMs = undefined;
      if (endsMs !== undefined || queue.visible() === 0) return;
      endsMs = clock.now() + windowMs;
      quietEndsMs = clock.now() + longestMs;
      for (const atMs of new Set([endsMs, quietEndsMs])) clock.at(atMs, onEnd);
    },
    noteMessage() {
      if (endsMs !== undefined && clock.now() > endsMs) quietEndsMs = clock.now();
    },
    isOver: () => endsMs !== undefined && quietEndsMs <= clock.now() && queue.visible() > 0,
  };
}

async function runUnlessLoop(
  batch: readonly QueuedMessage[],
  { functionName, recursiveLoop, onStoppedLoop }: EventSourceMappingSettings,
  invoke: Invoke,
): Promise<ReadonlySet<string>> {
  const carried = highestOf(batch.map((message) => message.lineage ?? noLineage));
  const place = nextRound(carried, functionName);
  if (mayRun(place.round, recursiveLoop)) return await invoke(batch, place);
  onStoppedLoop?.(place.round);
  return new Set(batch.map(({ id }) => id));
}
