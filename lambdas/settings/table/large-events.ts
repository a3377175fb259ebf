import { setting } from '../setting.ts';
import { oneOf, wholeNumber } from '../value-kinds.ts';

/** What becomes of events that are too large for an entry. */
export const largeEvents = {
  relay: setting({
    stageKey: 'largeEvents.relay',
    variable: 'LARGE_EVENTS',
    functions: ['fan-out', 'retry', 'replay', 'registration', 'reconcile'],
    kind: oneOf('byReference', 'no'),
    default: 'byReference',
    meaning:
      'What becomes of an event that is too large for an entry: the customer receives a stub with a link to its detail, or it is a dead letter.',
    reason: 'A large event is lost for the customer otherwise.',
  }),
  days: setting({
    stageKey: 'largeEvents.days',
    variable: 'LARGE_EVENT_DAYS',
    functions: ['fan-out', 'retry', 'replay'],
    kind: wholeNumber(1, 365),
    default: 7,
    meaning:
      'How long the link to a detail works, in days; not less than `history.bodyDays`, so that what can be sent again has its detail.',
    reason: 'As long as the history keeps contents.',
  }),
  redirectSeconds: setting({
    stageKey: 'largeEvents.redirectSeconds',
    variable: 'PAYLOAD_REDIRECT_SECONDS',
    functions: ['registration'],
    kind: wholeNumber(30, 3_600),
    default: 300,
    meaning: 'How long the address of S3 works to which a link redirects, in seconds.',
    reason:
      'A download only has to begin in this time. A longer one could outlive the credentials of the function that signed it.',
  }),
  fetchesPerSecond: setting({
    stageKey: 'largeEvents.fetchesPerSecond',
    variable: 'PAYLOAD_FETCHES_PER_SECOND',
    functions: ['registration'],
    // API Gateway's quotas of an account: 2,500 requests a second in its smallest Regions, 5,000 at once.
    kind: wholeNumber(4, 2_500),
    default: 40,
    meaning:
      'How many fetches of details a second the registration API takes; of one source’s events, each execution environment takes a quarter of them.',
    reason: 'As many as of all other requests. A customer who is refused tries again.',
  }),
};
