import type { MessageQueue, OutgoingMessage } from '../../../lambdas/ports/delivery.ts';
import type { Delivering } from './queue-handler.ts';
import { factsOf, type Invocation } from './invocation.ts';
import { judgePart } from './invariants/parts.ts';
import { pairsOfPart } from './pairs.ts';
import { queuePort } from './ports.ts';
import { readPart, type PublishedMessage } from './published.ts';
import { noticeUnheard } from './unheard.ts';
import type { World } from './world.ts';

/** Many times what histories have: each part has fewer deliveries than its message. */
const maxMessages = 5_000;

/**
 * The events queue as the fan-out function writes to it: a part is a message of its own there, and for
 * the message that it is of a disposition of each pair in it.
 */
export function partsQueue(at: Delivering, world: World): MessageQueue {
  const arrive = (message: OutgoingMessage) => {
    const { invocation } = at;
    const part = readPart(message, world.accepted);
    if (world.published.size > maxMessages) {
      world.accuse('the queues become empty', `a message is divided without end: ${message.body}`);
      return;
    }
    const queued = world.eventsQueue.send({ ...message, lineage: invocation.lineage });
    world.published.set(queued.id, part);
    for (const pair of pairsOfPart(part, invocation, world)) factsOf(invocation, pair).parted += 1;
    const { partedJunk, partedEvents } = invocation;
    for (const { id } of part.events) partedEvents.add(id);
    for (const id of part.junk) partedJunk.set(id, (partedJunk.get(id) ?? 0) + 1);
  };
  const queueOf = (onArrived: (message: OutgoingMessage) => void) =>
    queuePort(at.environment, world, 'send parts', (message) => {
      onArrived(message);
      arrive(message);
    });
  return {
    async send(messages, time) {
      const parts = messages.map((message) => readPart(message, world.accepted));
      for (const part of parts) judgePart(part, at.invocation, world);
      const { sent, unheard } = await noticeUnheard(queueOf, messages, time);
      for (const [index, part] of parts.entries()) {
        if (sent[index] !== true) noteUnsent(part, unheard[index] === true, at.invocation, world);
        else if (part.countsFiltered) {
          for (const { id } of part.events) at.invocation.handedOn.add(id);
        }
      }
      return sent;
    },
  };
}

/** The function was answered that a part is not on the queue. */
export function noteUnsent(
  part: PublishedMessage,
  isHere: boolean,
  invocation: Invocation,
  world: World,
): void {
  const { unsent, unheardEvents } = invocation;
  if (isHere) for (const { id } of part.events) unheardEvents.add(id);
  for (const id of part.junk) unsent.add(id);
  for (const pair of pairsOfPart(part, invocation, world)) {
    unsent.add(pair);
    if (isHere) factsOf(invocation, pair).unanswered += 1;
  }
}
