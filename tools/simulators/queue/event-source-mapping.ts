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
 * free for them. A batch that Lambda takes for a recursive loop is not run, and comes back.
 */
export function mapEventSource(
  clock: VirtualClock,
  queue: SimulatedQueue,
  settings: EventSourceMappingSettings,
  invoke: Invoke,
): void {
  const { batchSize, batchWindowSeconds, maximumConcurrency } = settings;
  let running = 0;
  let windowEndsMs: number | undefined;

  const openWindow = () => {
    if (queue.visible() === 0) windowEndsMs = undefined;
    else if (windowEndsMs === undefined) {
      windowEndsMs = clock.now() + batchWindowSeconds * 1000;
      clock.at(windowEndsMs, step);
    }
  };
  const isReady = () =>
    queue.visible() >= batchSize ||
    (windowEndsMs !== undefined && windowEndsMs <= clock.now() && queue.visible() > 0);
  const run = async (batch: readonly QueuedMessage[]) => {
    const kept = await runUnlessLoop(batch, settings, invoke);
    for (const { id } of batch) if (!kept.has(id)) queue.delete(id);
    running -= 1;
    step();
  };
  function step(): void {
    openWindow();
    while (running < maximumConcurrency && isReady()) {
      const batch = queue.receive(batchSize);
      windowEndsMs = undefined;
      openWindow();
      if (batch.length === 0) continue;
      running += 1;
      clock.begin(() => run(batch));
    }
  }
  queue.onVisible(step);
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
