import { deploymentsFor, replayDeployment } from '../../../lambdas/settings/deployment.ts';
import {
  mapEventSource,
  type ChainPlace,
} from '../../../tools/simulators/queue/event-source-mapping.ts';
import type { QueuedMessage } from '../../../tools/simulators/queue/message.ts';
import type { SimulatedQueue } from '../../../tools/simulators/queue/simulated-queue.ts';
import { recordOf } from '../../../tools/simulators/queue/sqs-record.ts';
import { startDelivering } from './delivering.ts';
import type { Delivering } from './queue-handler.ts';
import { startReplaying } from './replaying.ts';
import { beginInvocation, type Invocation, type InvocationEnd } from './invocation.ts';
import { judgeInvocation } from './invariants/one-disposition.ts';
import type { World } from './world.ts';

/** Few, so that batches meet in one environment as well as in two. */
const maximumConcurrency = 2;

/** Feeds the functions from their queues for ever. */
export function feedFunctions(world: World): void {
  feed('fan-out', world.eventsQueue, world);
  feed('retry', world.retryQueue, world);
  feed('replay', world.replayQueue, world);
}

/** An environment that dies is replaced; messages leave the queue only when the function says so. */
function feed(of: Invocation['of'], queue: SimulatedQueue, world: World): void {
  const { time, history, options, accuse } = world;
  const { sabotage } = options;
  const idle: Delivering[] = [];
  const start = () => {
    const none = beginInvocation(of, [], nowhere);
    return of === 'replay' ? startReplaying(none, world) : startDelivering(none, world);
  };
  const { batchSize } = history.setup;
  const settings = {
    ...deploymentOf(of, batchSize),
    functionName: of,
    maximumConcurrency,
    ...(of !== 'replay' && { batchSize }),
    ...(sabotage?.recursiveLoop !== undefined && { recursiveLoop: sabotage.recursiveLoop }),
    onStoppedLoop: (round: number) => {
      // SQS would dead-letter the messages in the end, and nobody could say why.
      accuse('nothing is lost', `Lambda stopped the ${of} function as a loop, in round ${round}`);
    },
  };
  mapEventSource(time, queue, settings, async (messages, place) => {
    const delivering = idle.pop() ?? start();
    giveOutTwice(messages, queue, world);
    const invocation = beginInvocation(of, messages, place);
    world.invocations.push(invocation);
    delivering.invocation = invocation;
    world.underWay += 1;
    invocation.end = await invoke(delivering, invocation, world);
    const kept = keptAfter(invocation, world);
    if (of !== 'replay') judgeInvocation(invocation, world);
    world.underWay -= 1;
    if (!delivering.environment.isDead()) idle.push(delivering);
    return kept;
  });
}

/** More than ten messages at once need a window. */
function deploymentOf(of: Invocation['of'], batchSize: number) {
  return of === 'replay'
    ? replayDeployment
    : deploymentsFor(batchSize > 10 ? 'cost' : 'latency')[of];
}

const nowhere: ChainPlace = { lineage: new Map(), round: 0 };

function giveOutTwice(
  messages: readonly QueuedMessage[],
  queue: SimulatedQueue,
  { surroundings, redelivered }: World,
): void {
  const { fault } = surroundings.plan.next('receive');
  const again = fault && messages[fault.entry % messages.length];
  if (again === undefined) return;
  redelivered.add(again.id);
  queue.expose(again.id);
}

async function invoke(
  { handle, environment }: Delivering,
  { of, messages }: Invocation,
  { time, accuse }: World,
): Promise<InvocationEnd> {
  const timeoutMs = deploymentOf(of, 1).timeoutSeconds * 1000;
  const endMs = time.now() + timeoutMs;
  const timedOut = async () => {
    await time.sleep(timeoutMs);
    return 'cut' as const;
  };
  try {
    const Records = messages.map((message) => recordOf(message));
    const answer = handle({ Records }, { getRemainingTimeInMillis: () => endMs - time.now() });
    const response = await Promise.race([answer, environment.died, timedOut()]);
    if (response === 'cut') {
      if (!environment.isDead()) {
        accuse('an invocation ends in its time', `the ${of} function was cut off by its time-out`);
      }
      environment.die();
      return { kind: 'cut' };
    }
    const returned = response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    return { kind: 'answered', returned: new Set(returned), kept: new Set() };
  } catch (error) {
    accuse('one bad thing never stops the others', `the ${of} function threw ${String(error)}`);
    return { kind: 'cut' };
  }
}

/** The messages (ids) that stay on the queue: what came back, and all of them where the deletion is lost. */
function keptAfter(invocation: Invocation, { surroundings }: World): ReadonlySet<string> {
  const { end, messages, deleted } = invocation;
  const all = new Set(messages.map(({ id }) => id));
  if (end.kind !== 'answered') return all;
  const done = messages.filter(({ id }) => !end.returned.has(id));
  const { fault } = done.length === 0 ? {} : surroundings.plan.next('acknowledge');
  if (fault === undefined) return end.returned;
  const kept = done.map(({ id }) => id).filter((id) => !deleted.has(id));
  invocation.end = { ...end, kept: new Set(kept) };
  return all;
}
