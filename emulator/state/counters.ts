/** Running totals, as `GET /_emulator/counters` shows them. */
export type Counters = {
  putPartnerEventsCalls: number;
  /** Entries of PutPartnerEvents calls, except calls that were refused or failed as a whole. */
  entries: number;
  acceptedEntries: number;
  /** Accepted entries whose source was PENDING: they reached no bus. */
  droppedEntries: number;
  /** Entries that failed, by ErrorCode. */
  failedEntries: Record<string, number>;
  /** Calls of any operation that a fault made fail. */
  requestFailures: number;
  /** Calls that a fault or the rate quota refused with ThrottlingException. */
  throttledRequests: number;
  lostResponses: number;
  /** Entries accepted in calls whose answer was lost: the most that a retrying sender may duplicate. */
  lostResponseEntries: number;
  /** Partner events that reached a bus. */
  received: number;
  /** Events that PutEvents put on a bus of the caller's own. */
  putEventsReceived: number;
  /** Events that rules sent to targets. */
  deliveries: number;
  /** Attempts to send an event to a target again. */
  retriedDeliveries: number;
  /** Deliveries given up: the target refused the event, or its retry policy was exhausted. */
  failedDeliveries: number;
  /** Events of these that a dead-letter queue took. */
  deadLetters: number;
  /** Events of these that their dead-letter queue did not take. */
  failedDeadLetters: number;
  /** Events and deliveries that full views discarded. */
  forgotten: number;
  /** Calls by operation, including failed ones. */
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
    retriedDeliveries: 0,
    failedDeliveries: 0,
    deadLetters: 0,
    failedDeadLetters: 0,
    forgotten: 0,
    calls: {},
  };
}

/** Adds one to the total of a name. */
export function countOne(totals: Record<string, number>, name: string): void {
  totals[name] = (totals[name] ?? 0) + 1;
}
