import { given, setting } from '../setting.ts';
import { wholeNumber } from '../value-kinds.ts';

/** Requests a second that AWS takes in a Region of the account; the functions have their shares of them. */
export const quotas = {
  putPartnerEventsPerSecond: setting({
    stageKey: 'quotas.putPartnerEventsPerSecond',
    functions: [],
    kind: wholeNumber(1, 1_000_000),
    default: 1_400,
    meaning:
      'The quota of PutPartnerEvents requests a second in a Region; all data planes share it.',
    reason: 'AWS’s default quota (archived user guide).',
  }),
  putPartnerEventsMs: setting({
    stageKey: 'quotas.putPartnerEventsMs',
    functions: [],
    kind: wholeNumber(1, 3_000),
    default: 50,
    meaning:
      'The shortest time that a full PutPartnerEvents request usually takes from a function, in milliseconds. The quota times this is how many calls all functions may have under way at once.',
    reason:
      'An estimate: AWS publishes none, and `fanout validate --probe` measures it. A figure that is too low leaves a part of the quota unused; one that is too high lets the functions exceed it. Calls of 20 ms would still be within the burst quota of 3,600 a second.',
  }),
  partnerOperationsPerSecond: setting({
    stageKey: 'quotas.partnerOperationsPerSecond',
    functions: [],
    kind: wholeNumber(2, 1_000_000),
    default: 50,
    meaning: 'The quota of requests a second for the other partner operations in a Region.',
    reason: 'AWS’s default quota (archived user guide).',
  }),
};

/** What a function may use of the quotas: worked out from them by `fleet.ts`. */
export const share = {
  maxCallsInFlightPerRegion: given({
    variable: 'MAX_CALLS_IN_FLIGHT_PER_REGION',
    functions: ['fan-out', 'retry', 'replay'],
    kind: wholeNumber(1),
    meaning: 'The most concurrent PutPartnerEvents calls from one invocation to one Region.',
  }),
  requestsPerSecond: given({
    variable: 'RECONCILE_REQUESTS_PER_SECOND',
    functions: ['reconcile'],
    kind: wholeNumber(1),
    meaning: 'The reconciler’s calls a second in each Region.',
  }),
};
