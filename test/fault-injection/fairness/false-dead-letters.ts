import { deploymentsFor } from '../../../lambdas/settings/deployment.ts';
import { deployedQueue } from '../deployed-settings.ts';
import { mapEventSource } from '../../../tools/simulators/queue/event-source-mapping.ts';
import type { QueuedMessage } from '../../../tools/simulators/queue/message.ts';
import { SimulatedQueue } from '../../../tools/simulators/queue/simulated-queue.ts';
import { virtualClock, type VirtualClock } from '../../../tools/simulators/virtual-clock.ts';
import { functionTimeoutMs } from '../outage/function-settings.ts';

// At such rates a stage prefers cost.
const deployments = deploymentsFor('cost');

/** A backlog before the retry function, which is slow and bounded. */
export interface Backlog {
  readonly messages: number;
  /** How long each batch takes. */
  readonly batchSeconds: number;
  readonly concurrency: number;
  /** What bounds it: the event source mapping's MaximumConcurrency, or reserved concurrency alone. */
  readonly bound: 'maximumConcurrency' | 'reservedConcurrency';
}

/** The results of the messages, all of which are valid. */
export interface BacklogRun {
  readonly done: number;
  /** Messages that SQS moved to the dead-letter queue. */
  readonly deadLettered: number;
  /** Invocations that Lambda refused because concurrency ran out. */
  readonly throttledInvocations: number;
  /** The most receives of a message that was done in the end. */
  readonly mostReceives: number;
  readonly seconds: number;
}

// "Configuring scaling behavior for SQS event source mappings" of the Lambda developer guide.
const firstPollers = 5;
const pollersAMinute = 300;
const mostPollers = 1_000;
/** After how long a throttled invocation is tried again; Lambda does not say. */
const throttledPauseMs = 10_000;

/** A receive waits for messages for 20 s at the most. */
const emptyPauseMs = 20_000;

const { batchSize } = deployments.retry;
const { visibilityTimeoutMs, maxReceiveCount } = deployedQueue('retry');

/** Works a backlog off. */
export async function workOff(backlog: Backlog): Promise<BacklogRun> {
  const clock = virtualClock(0);
  const run = { done: 0, throttledInvocations: 0, mostReceives: 0, seconds: 0 };
  const settings = { name: 'message', visibilityTimeoutMs, maxReceiveCount, tickMs: 100 };
  const queue = new SimulatedQueue(clock, settings);
  const work = async (batch: readonly QueuedMessage[]) => {
    await clock.sleep(backlog.batchSeconds * 1000);
    run.done += batch.length;
    run.seconds = clock.now() / 1000;
    for (const { receives } of batch) run.mostReceives = Math.max(run.mostReceives, receives);
    return new Set<string>();
  };
  for (let message = 0; message < backlog.messages; message += 1) queue.send({ body: '' });
  if (backlog.bound === 'maximumConcurrency') {
    const mapping = { functionName: 'retry', maximumConcurrency: backlog.concurrency };
    mapEventSource(clock, queue, { ...deployments.retry, ...mapping }, work);
  } else {
    const onThrottled = () => {
      run.throttledInvocations += 1;
    };
    pollReserved(clock, queue, backlog.concurrency, { work, onThrottled });
  }
  await clock.run();
  return { ...run, deadLettered: queue.redriven.length };
}

/**
 * Pollers that know nothing of the function's reserved concurrency: each receives a batch and tries to
 * invoke, again and again while it is throttled. When too little of the visibility time-out is left it
 * gives up; SQS has counted a receive of each message, and nobody has looked at one.
 */
function pollReserved(
  clock: VirtualClock,
  queue: SimulatedQueue,
  concurrency: number,
  on: {
    readonly work: (batch: readonly QueuedMessage[]) => Promise<unknown>;
    readonly onThrottled: () => void;
  },
): void {
  const busy = { functions: 0 };
  const invoke = async (batch: readonly QueuedMessage[]): Promise<boolean> => {
    const giveUpAtMs = clock.now() + visibilityTimeoutMs - functionTimeoutMs;
    while (busy.functions >= concurrency) {
      on.onThrottled();
      if (clock.now() >= giveUpAtMs) return false;
      await clock.sleep(throttledPauseMs);
    }
    busy.functions += 1;
    await on.work(batch);
    busy.functions -= 1;
    return true;
  };
  const poll = async () => {
    while (queue.waiting() > 0) {
      const batch = queue.receive(batchSize);
      if (batch.length === 0) await clock.sleep(emptyPauseMs);
      else if (await invoke(batch)) for (const { id } of batch) queue.delete(id);
    }
  };
  for (let poller = 0; poller < mostPollers; poller += 1) {
    const startsAtMs = (Math.max(0, poller - firstPollers) / pollersAMinute) * 60_000;
    // The first messages are visible at the first tick.
    clock.at(startsAtMs + 1, () => clock.begin(poll));
  }
}
