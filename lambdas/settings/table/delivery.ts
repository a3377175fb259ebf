import { fixed, setting } from '../setting.ts';
import { oneOf, wholeNumber } from '../value-kinds.ts';

/** When a failed entry is tried again, and for how long: the domain's `RetryPolicy`. */
export const retry = {
  baseDelaySeconds: setting({
    variable: 'RETRY_BASE_DELAY_SECONDS',
    functions: ['fan-out', 'retry', 'replay'],
    kind: wholeNumber(1),
    default: 1,
    meaning: 'The maximum of the first delay. It doubles with each attempt.',
    reason: 'The shortest delay that SQS has.',
  }),
  maxDelaySeconds: setting({
    variable: 'RETRY_MAX_DELAY_SECONDS',
    functions: ['fan-out', 'retry', 'replay'],
    kind: wholeNumber(1),
    default: 900,
    meaning: 'The longest delay between two attempts.',
    reason: 'The longest delay that SQS allows.',
  }),
  retryForSeconds: fixed({
    functions: ['fan-out', 'retry', 'replay'],
    default: 24 * 60 * 60,
    meaning: 'How long a delivery is retried, counted from its first attempt.',
    reason: 'An outage of a day loses no event (docs/adr/0028).',
  }),
};

/** How a function that delivers makes its calls and divides its time. */
export const delivery = {
  prefer: setting({
    stageKey: 'delivery.prefer',
    functions: [],
    kind: oneOf('latency', 'cost'),
    default: 'latency',
    meaning:
      'What delivery is tuned for. `latency`: Lambda invokes the functions that deliver with a message as soon as it comes, ten at the most. `cost`: it gathers messages for a second or two, up to 2,000, and may take up to 20 seconds when there are few.',
    reason:
      'What a vendor expects: most have few events most of the day (docs/adr/0045). `cost` halves the bill, and relays several times as many messages.',
  }),
  maxEntries: fixed({
    functions: ['fan-out', 'retry', 'replay'],
    default: 20,
    meaning: 'The most entries in a request.',
    reason: 'The limit of PutPartnerEvents (service model).',
  }),
  maxDeliveriesPerMessage: fixed({
    functions: ['fan-out', 'retry', 'replay'],
    default: 2_000,
    meaning:
      'The most deliveries that an invocation makes for one message. The rest goes back to the queue in parts.',
    reason:
      'Even if every call takes 3 s, 14 concurrent calls make this many deliveries in half a minute. With fewer calls, what is not made in time is postponed.',
  }),
  callTimeoutMs: setting({
    variable: 'CALL_TIMEOUT_MS',
    functions: ['fan-out', 'retry', 'replay'],
    kind: wholeNumber(100),
    default: 3_000,
    meaning: 'How long a call waits for EventBridge’s answer.',
    reason:
      'Sixty times the planned duration of a call. Longer is not useful: a waiting call holds up its batch, and there are few invocations.',
  }),
  lookUpMs: fixed({
    functions: ['fan-out', 'retry', 'replay'],
    default: 15_000,
    meaning: 'How long mapping look-ups may take in an invocation.',
    reason:
      'Enough for several hundred look-ups that fail only after all their retries, 32 at a time.',
  }),
  payloadMs: fixed({
    functions: ['fan-out', 'retry', 'replay'],
    default: 7_000,
    meaning:
      'How long storing the details of large events, and looking at them, may take in an invocation after the look-ups.',
    reason:
      'S3 takes a megabyte in some 100 ms, and 100 MB are read in 2 s. Longer would hold up the small events of the batch.',
  }),
  settleMs: fixed({
    functions: ['fan-out', 'retry', 'replay'],
    default: 8_000,
    meaning: 'Time that is reserved for queues and table after the last call.',
    reason:
      'Enough to write thousands of messages to SQS, with 10 in a call and 16 concurrent calls.',
  }),
  answerMs: fixed({
    functions: ['fan-out', 'retry', 'replay'],
    default: 1_000,
    meaning: 'Time that is reserved for the invocation’s answer.',
    reason: 'Enough for the answer, and for a call that ends slightly late.',
  }),
  activityEverySeconds: setting({
    variable: 'ACTIVITY_EVERY_SECONDS',
    functions: ['fan-out', 'retry', 'replay'],
    kind: wholeNumber(1),
    default: 60,
    meaning: 'How often the activity of a source is written to the table.',
    reason: 'Each execution environment writes it. What the page shows is at most this old.',
  }),
};

/** How long and how many mappings the fan-out function remembers. */
export const mappingCache = {
  cacheSeconds: setting({
    variable: 'MAPPING_CACHE_SECONDS',
    functions: ['fan-out'],
    kind: wholeNumber(0),
    default: 30,
    meaning: 'How long the result of a look-up is cached, whether or not mappings were found.',
    reason: 'A new registration takes effect after this time at the latest.',
  }),
  maxMappings: fixed({
    functions: ['fan-out'],
    default: 100_000,
    meaning:
      'The most mappings in the cache. A look-up that finds nothing weighs a quarter of a mapping; ranges of generators with more than `delivery.maxDeliveriesPerMessage` mappings get half of the cache.',
    reason: 'It limits the memory of an execution environment: a mapping takes some 0.9 kB.',
  }),
};
