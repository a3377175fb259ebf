import * as v from 'valibot';

const work = {
  payload: v.picklist(['small', 'github']),
  /** How many events. */
  count: v.number(),
};

/** What a variant's program is asked: to send events. */
export const runQuestion = v.object(work);

/** What that took. */
export const runAnswer = v.object({
  /** From the first event to the last answer. */
  milliseconds: v.number(),
  /** The time of the variant's process on the processors. */
  cpuMicros: v.number(),
});

/** What the stub's program is asked. */
export const stubQuestion = v.variant('ask', [
  v.object({ ask: v.literal('url') }),
  /** To forget what arrived, and to answer after so long from now on. */
  v.object({ ask: v.literal('begin'), delayMs: v.number() }),
  /** Whether what arrived is what a variant should have sent; answered with the number of calls, or it fails. */
  v.object({ ask: v.literal('check'), variantName: v.string(), ...work }),
]);

/** Events to send. */
export type Work = v.InferOutput<typeof runQuestion>;
