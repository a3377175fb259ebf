/** Until when each step of an invocation may go on, epoch milliseconds. */
export interface Deadlines {
  /** Mappings are looked up. */
  readonly lookUpsMs: number;
  /** Calls of PutPartnerEvents have ended. */
  readonly callsMs: number;
  /** Mappings of sources that are gone have been retired. */
  readonly retirementsMs: number;
  /** Everything is on its queue. */
  readonly recordsMs: number;
}

/** What an invocation's time is divided by, in milliseconds. */
export interface TimeShares {
  /** The most for looking mappings up. */
  readonly lookUpMs: number;
  /** Kept back for queues and the table, after the last call. */
  readonly settleMs: number;
  /** Kept back for the answer. */
  readonly answerMs: number;
}

/** Divides the time that an invocation has. */
export function divideTime(
  { nowMs, endMs }: { readonly nowMs: number; readonly endMs: number },
  { lookUpMs, settleMs, answerMs }: TimeShares,
): Deadlines {
  const callsMs = endMs - settleMs;
  return {
    lookUpsMs: Math.min(nowMs + lookUpMs, callsMs),
    callsMs,
    retirementsMs: endMs - settleMs / 2,
    recordsMs: endMs - answerMs,
  };
}
