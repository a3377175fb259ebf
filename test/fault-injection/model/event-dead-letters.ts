import type { MessageQueue } from '../../../lambdas/ports/delivery.ts';
import type { NewMessage } from '../../../tools/simulators/queue/message.ts';
import { factsOf } from './invocation.ts';
import { judgeRefusal } from './invariants/refusals.ts';
import { pairsIn } from './pairs.ts';
import { noteUnsent } from './parts-queue.ts';
import { queuePort } from './ports.ts';
import { readRefused } from './published.ts';
import type { Delivering } from './queue-handler.ts';
import { noticeUnheard } from './unheard.ts';
import type { World } from './world.ts';

/**
 * The dead-letter queue of events: of what is no event, and of events whose details are wrong, for which it
 * is a disposition of each of their pairs.
 */
export function eventDeadLetters(at: Delivering, world: World): MessageQueue {
  const { accepted } = world;
  const queueOf = (onArrived: (message: NewMessage) => void) =>
    queuePort(at.environment, world, 'send unreadable', (message) => {
      onArrived(message);
      arrive(message, at, world);
    });
  return {
    async send(messages, time) {
      const { sent, unheard } = await noticeUnheard(queueOf, messages, time);
      const { answered, unsent } = at.invocation;
      for (const [index, message] of messages.entries()) {
        const refused = readRefused(message, accepted);
        const isInvalid = message.attributes?.['errorCode'] === 'invalidEvent';
        if (sent[index] === true) {
          answered[isInvalid ? 'invalid' : 'dead'] += 1;
          if (!isInvalid) answered.refused += 1;
        } else if (refused === undefined) unsent.add(junkName(message.body));
        else noteUnsent(refused, unheard[index] === true, at.invocation, world);
      }
      return sent;
    },
  };
}

function arrive({ body, attributes = {} }: NewMessage, at: Delivering, world: World): void {
  const { invocation } = at;
  world.eventDeadLetters.push({ body, attributes });
  const refused = readRefused({ body, attributes }, world.accepted);
  if (refused !== undefined) {
    for (const pair of pairsIn(refused, invocation.lookUps)) factsOf(invocation, pair).refused += 1;
    judgeRefusal(refused, attributes, at, world);
    return;
  }
  const id = junkName(body);
  invocation.unreadable.set(id, (invocation.unreadable.get(id) ?? 0) + 1);
  if (attributes['reason'] === undefined) {
    world.accuse('nothing is lost', `${id} was dead-lettered without a reason`);
  }
}

function junkName(body: string): string {
  return /"junk":"([^"]*)"/.exec(body)?.[1] ?? body;
}
