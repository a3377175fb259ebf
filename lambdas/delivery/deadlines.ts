/** When each step of an invocation must have ended, epoch milliseconds. */
export interface Deadlines {
  /** Looking mappings up. */
  readonly lookUpsMs: number;
  /** Storing the details of large events, or looking at them. */
  readonly payloadsMs: number;
  /** Calls of PutPartnerEvents. */
  readonly callsMs: number;
  /** Retiring mappings whose sources EventBridge does not know. */
  readonly retirementsMs: number;
  /** Recording in the history. After it there is time to send back what the history did not take. */
  readonly historyMs: number;
  /** Writing retries, dead letters and parts to their queues. */
  readonly recordsMs: number;
  /** The invocation itself. */
  readonly endMs: number;
}

/** How an invocation's time is divided, in milliseconds. */
export interface TimeShares {
  /** The most that looking mappings up may take. */
  readonly lookUpMs: number;
  /** The most that storing and looking at the details of large events may take, after the look-ups. */
  readonly payloadMs: number;
  /** Kept for queues and the table after the last call. */
  readonly settleMs: number;
  /** Kept for the answer. */
  readonly answerMs: number;
}

/** Divides the time that an invocation has. */
export function divideTime(
  { nowMs, endMs }: { readonly nowMs: number; readonly endMs: number },
  { lookUpMs, payloadMs, settleMs, answerMs }: TimeShares,
): Deadlines {
  const callsMs = endMs - settleMs;
  const retirementsMs = endMs - settleMs / 2;
  const recordsMs = endMs - answerMs;
  return {
    lookUpsMs: Math.min(nowMs + lookUpMs, callsMs),
    payloadsMs: Math.min(nowMs + lookUpMs + payloadMs, callsMs),
    callsMs,
    retirementsMs,
    historyMs: (retirementsMs + recordsMs) / 2,
    recordsMs,
    endMs,
  };
}

/** When storing details, begun now, must have ended, epoch milliseconds. */
export function payloadsEndMs(
  { payloadsMs }: Pick<Deadlines, 'payloadsMs'>,
  nowMs: number,
  { payloadMs }: Pick<TimeShares, 'payloadMs'>,
): number {
  return Math.min(payloadsMs, nowMs + payloadMs);
}
