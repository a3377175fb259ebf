import { fixed, setting } from '../setting.ts';
import { wholeNumber } from '../value-kinds.ts';

/** When a failed entry is tried again, and for how long: the domain's `RetryPolicy`. */
export const retry = {
  baseDelaySeconds: setting({
    variable: 'RETRY_BASE_DELAY_SECONDS',
    functions: ['fan-out', 'retry'],
    kind: wholeNumber(1),
    default: 1,
    meaning: 'The bound of the first delay; it doubles with each attempt.',
    reason: 'SQS delays by whole seconds: the shortest there is.',
  }),
  maxDelaySeconds: setting({
    variable: 'RETRY_MAX_DELAY_SECONDS',
    functions: ['fan-out', 'retry'],
    kind: wholeNumber(1),
    default: 900,
    meaning: 'The longest delay.',
    reason: 'The most that SQS delays a message.',
  }),
  retryForSeconds: fixed({
    functions: ['fan-out', 'retry'],
    default: 24 * 60 * 60,
    meaning: 'How long a delivery is tried, from its first attempt, before it is given up.',
    reason: 'An outage of a day costs no event (docs/adr/0028).',
  }),
};

/** How a function that delivers makes its calls and divides its time. */
export const delivery = {
  maxEntries: fixed({
    functions: ['fan-out', 'retry'],
    default: 20,
    meaning: 'Entries in a request at the most.',
    reason: 'What EventBridge takes in a PutPartnerEvents request (service model).',
  }),
  maxDeliveriesPerMessage: fixed({
    functions: ['fan-out', 'retry'],
    default: 2_000,
    meaning:
      'Deliveries of one message that an invocation makes; what is more goes back to the queue in parts.',
    reason:
      'Were each call to take the 3 s that it may, 14 at once would make so many deliveries in half a minute.',
  }),
  callTimeoutMs: setting({
    variable: 'CALL_TIMEOUT_MS',
    functions: ['fan-out', 'retry'],
    kind: wholeNumber(100),
    default: 3_000,
    meaning: 'The longest wait for an answer of EventBridge.',
    reason:
      'Sixty times what a call is planned with. While one waits, so does its batch; and there are few invocations.',
  }),
  lookUpMs: fixed({
    functions: ['fan-out', 'retry'],
    default: 15_000,
    meaning: 'The longest time in which mappings are looked up.',
    reason:
      'Some hundreds of look-ups that fail only at the end of all their tries, 32 at once; the others go on.',
  }),
  settleMs: fixed({
    functions: ['fan-out', 'retry'],
    default: 8_000,
    meaning: 'Kept back for queues and the table, after the last call.',
    reason: 'Time to write thousands of messages to SQS, 10 a call, 16 calls at once.',
  }),
  answerMs: fixed({
    functions: ['fan-out', 'retry'],
    default: 1_000,
    meaning: 'Kept back for the answer.',
    reason: 'For the answer, and a call that ends a little after its time.',
  }),
  activityEverySeconds: setting({
    variable: 'ACTIVITY_EVERY_SECONDS',
    functions: ['fan-out', 'retry'],
    kind: wholeNumber(1),
    default: 60,
    meaning: 'How often it is written down what became of a source’s events.',
    reason: 'By each execution environment: what is shown of a source is at most this much behind.',
  }),
};

/** How long and how many mappings the fan-out function remembers. */
export const mappingCache = {
  cacheSeconds: setting({
    variable: 'MAPPING_CACHE_SECONDS',
    functions: ['fan-out'],
    kind: wholeNumber(0),
    default: 30,
    meaning: 'How long a look-up is remembered, found or not.',
    reason: 'A new registration is seen this much later at the most.',
  }),
  maxGenerators: fixed({
    functions: ['fan-out'],
    default: 10_000,
    meaning: 'Generators that are remembered at the most.',
    reason: 'A bound on the memory of an execution environment.',
  }),
};
