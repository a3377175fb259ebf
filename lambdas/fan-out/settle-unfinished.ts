import { applyDispositions } from '../delivery/apply-dispositions.ts';
import type { BatchContext, Delivered, DeliverServices } from '../delivery/deliver.ts';
import { deliveriesIn, type PlannedMessage } from './plan.ts';
import { sendBack, sendRemainders, type PartServices } from './send-parts.ts';
import type { MappingsOf } from './sources.ts';

/** A batch whose time for calls is over. */
export interface EndedBatch {
  readonly planned: readonly PlannedMessage[];
  readonly delivered: Delivered;
  readonly mappingsOf: MappingsOf;
}

/**
 * Writes down what is left of messages that were begun, so that nothing of them is done again: what was
 * taken waits on the retry queue, what was not goes back to the events queue, and so does, each by itself,
 * what no other queue took. A message of which nothing was begun is left for its queue to give out again.
 */
export async function settleUnfinished(
  { planned, delivered: { begun, taken, notStarted, unwritten }, mappingsOf }: EndedBatch,
  services: DeliverServices & PartServices,
  { deadlines, counters, acknowledgement }: BatchContext,
): Promise<ReadonlyMap<string, number>> {
  const sentBack = new Map<string, number>();
  const hasBegun = ({ messageId, isDivided }: PlannedMessage) => isDivided || begun.has(messageId);
  const unfinished = planned.filter(
    (message) => hasBegun(message) && acknowledgement.open(message.messageId) > 0,
  );
  if (unfinished.length === 0) return sentBack;
  const ids = new Set(unfinished.map(({ messageId }) => messageId));
  const postponed = notStarted.filter(({ messageId }) => ids.has(messageId));
  const timeoutMs = deadlines.recordsMs - services.now();
  const lost = unwritten.filter(({ messageId }) => ids.has(messageId));
  const post = async () => {
    const decided = postponed.map((delivery) => ({
      delivery,
      disposition: { kind: 'postpone' } as const,
    }));
    const notPosted = new Set(await applyDispositions(decided, services, counters, timeoutMs));
    lost.push(...notPosted);
    for (const delivery of postponed) {
      if (!notPosted.has(delivery)) acknowledgement.settled(delivery.messageId);
    }
  };
  const remainders = unfinished.map((message) => ({
    message,
    takenOf: (region: string) => taken.get(region)?.get(message.messageId) ?? 0,
  }));
  await Promise.all([
    post(),
    sendRemainders(remainders, services, mappingsOf, {
      timeoutMs,
      regions: [...taken.keys()],
      onSent: (messageId, deliveries) => acknowledgement.settled(messageId, deliveries),
    }),
  ]);
  const partlyDone = unfinished.filter(({ messageId, runs, isDivided }) => {
    return isDivided || acknowledgement.open(messageId) < deliveriesIn(runs);
  });
  await sendBack(lost, partlyDone, services, {
    timeoutMs: deadlines.recordsMs - services.now(),
    mappingsOf,
    onSent(messageId) {
      acknowledgement.settled(messageId);
      sentBack.set(messageId, (sentBack.get(messageId) ?? 0) + 1);
    },
  });
  return sentBack;
}
