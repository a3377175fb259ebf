import * as v from 'valibot';

const wholeNumber = (min: number, max = Infinity) => {
  const problem =
    max === Infinity
      ? `must be a whole number of at least ${min}`
      : `must be a whole number from ${min} to ${max}`;
  return v.pipe(
    v.number(problem),
    v.integer(problem),
    v.minValue(min, problem),
    v.maxValue(max, problem),
  );
};
const count = wholeNumber(0);
const positive = wholeNumber(1);
const notNegative = v.pipe(
  v.number('must be a number of at least 0'),
  v.minValue(0, 'must be a number of at least 0'),
);

/**
 * What EventBridge answered to an entry that says something about all such entries. Where a message names the
 * source or the account of the run, it has `{source}` or `{account}` instead.
 */
export const observedAnswer = v.variant('kind', [
  v.strictObject({ kind: v.literal('accepted') }),
  /** The entry alone failed: its ErrorCode and ErrorMessage. */
  v.strictObject({ kind: v.literal('entryRefused'), code: v.string(), message: v.string() }),
  /** The whole request failed: HTTP status, error type and message. */
  v.strictObject({
    kind: v.literal('requestRefused'),
    status: wholeNumber(400, 599),
    code: v.string(),
    message: v.string(),
  }),
]);

/** The same, of {@link observedAnswer}. */
export type ObservedAnswer = v.InferOutput<typeof observedAnswer>;

/** What refuses something. */
const refusal = v.pipe(
  observedAnswer,
  v.check(
    ({ kind }) => kind !== 'accepted',
    'must be a refusal, since it answers what was refused',
  ),
);

/**
 * A limit: the largest that was accepted, the smallest that was refused, and the answer to that. Without `refused`
 * no limit was found; without `answer` the connection was cut.
 */
const observedLimit = v.pipe(
  v.strictObject({
    accepted: positive,
    refused: v.optional(positive),
    answer: v.optional(refusal),
  }),
  v.forward(
    v.check(
      ({ accepted, refused }) => refused === undefined || refused > accepted,
      'must be more than accepted',
    ),
    ['refused'],
  ),
);

/** The same, of {@link observedLimit}. */
export type ObservedLimit = v.InferOutput<typeof observedLimit>;

/**
 * What can be wrong with an entry, or unusual, that EventBridge may refuse. Each but `onlyIncomplete` is observed
 * beside an entry that is right, since a request without one may be refused for that.
 */
export const entryCases = [
  'withoutSource',
  'withoutDetailType',
  'withoutDetail',
  /** A request whose only entry has neither Source nor DetailType nor Detail. */
  'onlyIncomplete',
  'detailNotJson',
  'detailNotObject',
  'detailWithDuplicateKeys',
  /** 2^63. */
  'integerAbove63Bits',
  /** -2^63 - 1. */
  'integerBelow63Bits',
  /** 1e400. */
  'numberBeyondDouble',
  /** An escaped surrogate without its other half. */
  'loneSurrogate',
  /** 129 characters. */
  'detailTypeTooLong',
  /** A name that is not of the pattern of partner event sources. */
  'sourceNameInvalid',
  /** 2,049 characters. */
  'resourceTooLong',
  /** 21 entries. An answer to an entry is that to the last of them. */
  'tooManyEntries',
] as const;

/** One of {@link entryCases}. */
export type EntryCase = (typeof entryCases)[number];

/** What an entry is made large with: each may be counted in another way. */
export const entryShapes = ['longDetail', 'unicode', 'escapes', 'manyResources'] as const;

/** One of {@link entryShapes}. */
export type EntryShape = (typeof entryShapes)[number];

const limitByShape = v.record(v.picklist(entryShapes), observedLimit);

const observedLatency = v.strictObject({
  calls: positive,
  entriesPerCall: positive,
  p50Ms: notNegative,
  p99Ms: notNegative,
  /** A connection's own round trip, which is in the two figures above. */
  networkMs: notNegative,
});

/** The same, of {@link observedLatency}. */
export type ObservedLatency = v.InferOutput<typeof observedLatency>;

const observedRegion = v.strictObject({
  /** Bytes of an entry, as the emulator's `entryBytes` counts them: the smallest limit of all shapes. */
  entryBytes: v.optional(observedLimit),
  entryBytesByShape: v.optional(limitByShape),
  /** The same of all entries of a request together. */
  requestBytes: v.optional(observedLimit),
  requestBytesByShape: v.optional(limitByShape),
  /** Levels of objects and arrays in a detail, itself included. */
  nestingLevels: v.optional(observedLimit),
  /** The answer to an entry for a source that does not exist. */
  missingSource: v.optional(observedAnswer),
  /** The answer to an entry for a source that was deleted. */
  deletedSource: v.optional(observedAnswer),
  /** From a source's CreationTime to its ExpirationTime while it is PENDING. */
  pendingSeconds: v.optional(positive),
  entries: v.optional(v.record(v.picklist(entryCases), observedAnswer)),
  /** Whether an entry's EventId is the `id` of the event that the customer receives. */
  eventIdIsEventsId: v.optional(v.boolean()),
  /** Of full requests, one after the other. */
  latency: v.optional(observedLatency),
  /** Of requests of one entry. */
  latencyOfOne: v.optional(observedLatency),
  throttling: v.optional(
    v.strictObject({
      /** The rate that was tried, and for how long. */
      requestsPerSecond: notNegative,
      seconds: notNegative,
      requests: count,
      throttled: count,
      answer: v.optional(refusal),
    }),
  ),
  /** What is worth knowing about the run, such as what could not be observed; a sentence each. */
  notes: v.optional(v.array(v.string())),
});

/** What was observed in a Region. */
export type ObservedRegion = v.InferOutput<typeof observedRegion>;

/** What a real account saw of EventBridge's partner API: a `stages/<stage>.observed.json`. */
export const observedSchema = v.strictObject({
  version: v.literal(1),
  /** When the last Region was observed (RFC 3339). */
  observedAt: v.pipe(v.string(), v.isoTimestamp('must be an RFC 3339 time')),
  regions: v.record(v.string(), observedRegion),
});

/** The same, of {@link observedSchema}. */
export type Observed = v.InferOutput<typeof observedSchema>;
