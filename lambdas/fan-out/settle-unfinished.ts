import { applyDispositions } from '../delivery/apply-dispositions.ts';
import type { BatchContext, Work } from '../delivery/batch.ts';
import type { Delivered, DeliverServices } from '../delivery/deliver.ts';
import { deliveriesIn, toSettleIn, type PlannedMessage } from './plan.ts';
import {
  sendBack,
  sendRemainders,
  type PartServices,
  type UnfinishedMessage,
} from './send-parts.ts';

/** A batch whose time for calls is over. */
export interface EndedBatch {
  readonly planned: readonly PlannedMessage[];
  readonly delivered: Delivered;
}

type SettleServices = DeliverServices & PartServices;

/**
 * Records what is left of messages that were begun, so that nothing of them is done again. Deliveries
 * that were made wait on the retry queue; those that were not go back to the events queue. A delivery
 * that no queue took goes back by itself. A message that was not begun is left for its queue to give out
 * again. Returns how many deliveries of each message (id) went back by themselves.
 */
export async function settleUnfinished(
  { planned, delivered }: EndedBatch,
  services: SettleServices,
  context: BatchContext,
): Promise<ReadonlyMap<string, number>> {
  const { deadlines, acknowledgement } = context;
  const begun = planned.filter(
    ({ messageId, isDivided }) => isDivided || delivered.begun.has(messageId),
  );
  const ids = new Set(begun.map(({ messageId }) => messageId));
  const ofBegun = ({ messageId }: Work) => ids.has(messageId);
  const timeoutMs = deadlines.recordsMs - services.now();
  // Not after the history, which may need all of its time: this could then come too late.
  const [notPostponed] = await Promise.all([
    postpone(delivered.notStarted.filter(ofBegun), timeoutMs, services, context),
    sendRemainders(unfinishedOf(begun, delivered), services, {
      timeoutMs,
      regions: [...delivered.taken.keys()],
      onSent: (messageId, deliveries) => acknowledgement.settled(messageId, deliveries),
    }),
  ]);
  const unwritten = await delivered.unwritten;
  const lost = [...unwritten.filter(ofBegun), ...notPostponed];
  return await sendBackLost(lost, begun, services, context);
}

/** Sends deliveries that were not attempted to the retry queue; returns those that it did not take. */
async function postpone(
  deliveries: readonly Work[],
  timeoutMs: number,
  services: SettleServices,
  { counters, acknowledgement }: BatchContext,
): Promise<ReadonlySet<Work>> {
  const decided = deliveries.map((delivery) => ({
    delivery,
    disposition: { kind: 'postpone' } as const,
  }));
  const notPostponed = new Set(await applyDispositions(decided, services, counters, timeoutMs));
  for (const delivery of deliveries) {
    if (!notPostponed.has(delivery)) acknowledgement.settled(delivery.messageId);
  }
  return notPostponed;
}

/** The messages of which some deliveries were not made. */
function unfinishedOf(
  messages: readonly PlannedMessage[],
  { taken }: Delivered,
): readonly UnfinishedMessage[] {
  return messages.flatMap((message) => {
    const takenOf = (region: string) => taken.get(region)?.get(message.messageId) ?? 0;
    let made = 0;
    for (const region of taken.keys()) made += takenOf(region);
    return made < deliveriesIn(message) ? [{ message, takenOf }] : [];
  });
}

/**
 * Sends deliveries that no queue took back to the events queue, each by itself. Those of a message of
 * which nothing is settled are left: it is given out again whole.
 */
async function sendBackLost(
  lost: readonly Work[],
  begun: readonly PlannedMessage[],
  services: SettleServices,
  { deadlines, acknowledgement }: BatchContext,
): Promise<ReadonlyMap<string, number>> {
  if (lost.length === 0) return new Map();
  const partlyDone = begun.filter(
    (message) => message.isDivided || acknowledgement.open(message.messageId) < toSettleIn(message),
  );
  const sentBack = new Map<string, number>();
  await sendBack(lost, partlyDone, services, {
    timeoutMs: deadlines.recordsMs - services.now(),
    onSent(messageId) {
      acknowledgement.settled(messageId);
      sentBack.set(messageId, (sentBack.get(messageId) ?? 0) + 1);
    },
  });
  return sentBack;
}
