/** Running totals, as `GET /_emulator/counters` shows them. */
export type Counters = {
  putPartnerEventsCalls: number;
  /** Entries of the PutPartnerEvents calls that were neither refused nor failed whole. */
  entries: number;
  acceptedEntries: number;
  /** Accepted entries whose source was PENDING: they reached no bus. */
  droppedEntries: number;
  /** Entries that failed, by ErrorCode. */
  failedEntries: Record<string, number>;
  /** Calls failed whole by a fault, of any operation. */
  requestFailures: number;
  /** Calls refused with ThrottlingException by a fault or the rate quota. */
  throttledRequests: number;
  lostResponses: number;
  /** Entries accepted in calls whose answer was lost: the most a retrying sender may duplicate. */
  lostResponseEntries: number;
  /** Partner events that reached a bus. */
  received: number;
  /** Events that PutEvents put on a bus of the caller's own. */
  putEventsReceived: number;
  /** Events rules sent to targets. */
  deliveries: number;
  /** Deliveries that the SQS queue did not take. */
  failedDeliveries: number;
  /** Events and deliveries the views forgot, being full. */
  forgotten: number;
  /** Calls by operation, failed ones too. */
  calls: Record<string, number>;
};

/** All totals at zero. */
export function newCounters(): Counters {
  return {
    putPartnerEventsCalls: 0,
    entries: 0,
    acceptedEntries: 0,
    droppedEntries: 0,
    failedEntries: {},
    requestFailures: 0,
    throttledRequests: 0,
    lostResponses: 0,
    lostResponseEntries: 0,
    received: 0,
    putEventsReceived: 0,
    deliveries: 0,
    failedDeliveries: 0,
    forgotten: 0,
    calls: {},
  };
}

/** Adds one to a total that is kept by name. */
export function countOne(totals: Record<string, number>, name: string): void {
  totals[name] = (totals[name] ?? 0) + 1;
}
