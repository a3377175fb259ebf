import * as v from 'valibot';

const feeding = v.object({
  prefer: v.picklist(['latency', 'cost']),
  quietSeconds: v.optional(v.number()),
});

/** How local mode's functions are fed: how long a batch waits on a quiet queue is as on AWS, if it is not given. */
export type Feeding = v.InferOutput<typeof feeding>;

/** It for the process of local mode, as a variable. */
export function writeFeeding(one: Feeding): Readonly<Record<string, string>> {
  return { BENCH_FEEDING: JSON.stringify(one) };
}

/** It from the text of that variable. */
export function readFeeding(text = ''): Feeding {
  return v.parse(feeding, JSON.parse(text));
}
