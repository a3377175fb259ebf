import { given, setting } from '../setting.ts';
import { wholeNumber } from '../value-kinds.ts';

/** Requests a second that AWS takes in a Region of the account; the functions have their shares of them. */
export const quotas = {
  putPartnerEventsPerSecond: setting({
    stageKey: 'quotas.putPartnerEventsPerSecond',
    functions: [],
    kind: wholeNumber(1, 1_000_000),
    default: 1_400,
    meaning: 'PutPartnerEvents requests a second in a Region; all data planes share it.',
    reason: 'What AWS gives an account that has raised no quota (archived user guide).',
  }),
  partnerOperationsPerSecond: setting({
    stageKey: 'quotas.partnerOperationsPerSecond',
    functions: [],
    kind: wholeNumber(2, 1_000_000),
    default: 50,
    meaning: 'Requests a second of the other partner operations in a Region.',
    reason: 'What AWS gives an account that has raised no quota (archived user guide).',
  }),
};

/** What a function may use of the quotas: worked out from them by `fleet.ts`. */
export const share = {
  maxCallsInFlightPerRegion: given({
    variable: 'MAX_CALLS_IN_FLIGHT_PER_REGION',
    functions: ['fan-out', 'retry'],
    kind: wholeNumber(1),
    meaning:
      'PutPartnerEvents calls under way at once from one invocation to one Region, so that a slow Region holds up no other.',
  }),
  requestsPerSecond: given({
    variable: 'RECONCILE_REQUESTS_PER_SECOND',
    functions: ['reconcile'],
    kind: wholeNumber(1),
    meaning: 'The reconciler’s calls a second to each Region’s EventBridge.',
  }),
};
