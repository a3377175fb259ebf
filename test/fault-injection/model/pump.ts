import { deployments } from '../../../lambdas/settings/deployment.ts';
import { mayRun } from '../../../local/lambda/lineage.ts';
import { startDelivering } from './delivering.ts';
import type { Delivering } from './queue-handler.ts';
import { beginInvocation, type Invocation, type InvocationEnd } from './invocation.ts';
import { judgeInvocation } from './invariants/one-disposition.ts';
import { recordOf, type QueueModel } from './queue-model.ts';
import type { World } from './world.ts';

/**
 * Feeds a function from its queue for ever, as Lambda does: batches, a time-out, and messages that
 * are taken off the queue only when the function says so. An environment that dies is replaced.
 */
export async function pump(of: Invocation['of'], queue: QueueModel, world: World): Promise<never> {
  const idle = beginInvocation(of, []);
  let delivering = startDelivering(of, idle, world);
  for (;;) {
    await queue.visible();
    await world.time.sleep(deployments[of].batchWindowSeconds * 1000);
    const invocation = beginInvocation(of, receive(queue, world));
    if (invocation.messages.length === 0) continue;
    world.invocations.push(invocation);
    delivering.invocation = invocation;
    world.underWay += 1;
    invocation.end = await invoke(delivering, invocation, world);
    acknowledge(queue, invocation, world);
    judgeInvocation(invocation, world);
    world.underWay -= 1;
    if (delivering.environment.isDead()) delivering = startDelivering(of, idle, world);
  }
}

function receive(queue: QueueModel, { history, surroundings, redelivered }: World) {
  const messages = queue.receive(history.setup.batchSize);
  const { fault } = messages.length === 0 ? {} : surroundings.plan.next('receive');
  const again = fault && messages[fault.entry % messages.length];
  if (again !== undefined) {
    redelivered.add(again.id);
    queue.expose(again.id);
  }
  return messages;
}

async function invoke(
  { handle, environment }: Delivering,
  { of, messages, round }: Invocation,
  { time, accuse, options: { sabotage } }: World,
): Promise<InvocationEnd> {
  const recursiveLoop = sabotage?.recursiveLoop ?? deployments[of].recursiveLoop;
  if (!mayRun(round, recursiveLoop)) {
    // SQS would dead-letter the messages in the end, and nobody could say why.
    accuse('nothing is lost', `Lambda stopped the ${of} function as a loop, in round ${round}`);
    return { kind: 'cut' };
  }
  const timeoutMs = deployments[of].timeoutSeconds * 1000;
  const endMs = time.now() + timeoutMs;
  const timedOut = async () => {
    await time.sleep(timeoutMs);
    return 'cut' as const;
  };
  try {
    const Records = messages.map(recordOf);
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

function acknowledge(queue: QueueModel, invocation: Invocation, { surroundings }: World): void {
  const { end, messages } = invocation;
  if (end.kind !== 'answered') return;
  const done = messages.filter(({ id }) => !end.returned.has(id));
  const { fault } = done.length === 0 ? {} : surroundings.plan.next('acknowledge');
  if (fault !== undefined) {
    const kept = done.filter(({ id }) => !invocation.deleted.has(id));
    invocation.end = { ...end, kept: new Set(kept.map(({ id }) => id)) };
    return;
  }
  for (const { id } of done) queue.delete(id);
}
