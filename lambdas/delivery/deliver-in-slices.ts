import { deliver, type BatchContext, type DeliverServices, type Work } from './deliver.ts';

/**
 * Delivers a batch slice by slice, so that the memory of a batch is bounded however many customers its
 * events have. A slice fills some 250 requests, so that its last ones weigh little.
 */
export const maxSliceDeliveries = 5_000;

/**
 * Makes one delivery attempt for each delivery and gives each its durable fate, as {@link deliver}
 * does; the deliveries are made as they are needed. Returns the messages (ids) to give back.
 */
export async function deliverInSlices(
  work: Iterable<Work>,
  services: DeliverServices,
  context: BatchContext,
): Promise<ReadonlySet<string>> {
  const returned = new Set<string>();
  const begun = new Set<string>();
  for (const slice of slicesOf(work)) {
    const toDo = slice
      .filter(({ messageId }) => !returned.has(messageId))
      .map((one) => (begun.has(one.messageId) ? { ...one, isPartlySettled: true } : one));
    for (const messageId of await deliver(toDo, services, context)) returned.add(messageId);
    for (const { messageId } of toDo) begun.add(messageId);
  }
  return returned;
}

function* slicesOf(work: Iterable<Work>): Generator<readonly Work[]> {
  let slice: Work[] = [];
  for (const one of work) {
    slice.push(one);
    if (slice.length < maxSliceDeliveries) continue;
    yield slice;
    slice = [];
  }
  if (slice.length > 0) yield slice;
}
