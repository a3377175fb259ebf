import * as v from 'valibot';

// What the benchmark asks the process of local mode, and what that answers.

/** The questions. */
export const question = v.variant('ask', [
  v.object({ ask: v.literal('where') }),
  v.object({ ask: v.literal('usage') }),
  /** Waits until nothing is in flight; answers with what the pump did since it was last asked. */
  v.object({ ask: v.literal('settle') }),
  /** Lets a function that does nothing empty the queue. */
  v.object({ ask: v.literal('pump'), queueUrl: v.string(), messages: v.number() }),
]);

/** Where the services are. */
export const where = v.object({
  sqs: v.string(),
  eventBridge: v.string(),
  eventsQueueUrl: v.string(),
});

/** The processor's time since the start, microseconds; the functions' only where the kernel reports it. */
export const usage = v.object({
  servicesMicros: v.number(),
  functionsMicros: v.nullable(v.number()),
});

/** A message's times in the pump, epoch milliseconds. */
const passage = v.object({
  id: v.string(),
  queuedAtMs: v.number(),
  receivedAtMs: v.number(),
  /** When its batch was complete. */
  invokedAtMs: v.number(),
});

/** What the pump did. */
export const pumped = v.object({ batches: v.number(), passages: v.array(passage) });

/** How long the empty function took with all messages. */
export const emptied = v.object({ elapsedMs: v.number() });

/** Processor time, as {@link usage} returns it. */
export type Usage = v.InferOutput<typeof usage>;

/** One message's times, as {@link pumped} returns them. */
export type Passage = v.InferOutput<typeof passage>;
