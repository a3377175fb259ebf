import * as v from 'valibot';

/** A message on the replay queue: one step of one replay. */
export interface ReplayMessage {
  readonly tenant: string;
  readonly id: string;
  /** The number of the step, from 1; without it the message wakes a replay. */
  readonly step?: number;
}

const schema = v.object({
  tenant: v.string(),
  id: v.string(),
  step: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});

/** The body of a message on the replay queue. */
export function writeReplayMessage(message: ReplayMessage): string {
  return JSON.stringify(message);
}

/** Reads the body of a message on the replay queue; undefined if it is none. */
export function readReplayMessage(body: string): ReplayMessage | undefined {
  try {
    const read = v.safeParse(schema, JSON.parse(body));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}
