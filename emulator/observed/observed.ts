import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const positive = v.pipe(v.number(), v.integer(), v.minValue(1));
const milliseconds = v.pipe(v.number(), v.minValue(0));

/** What EventBridge answered to an entry that says something about all such entries. */
export const observedAnswer = v.variant('kind', [
  v.strictObject({ kind: v.literal('accepted') }),
  /** The entry alone failed: its ErrorCode and ErrorMessage. */
  v.strictObject({ kind: v.literal('entryRefused'), code: v.string(), message: v.string() }),
  /** The whole request failed: HTTP status, error type and message. */
  v.strictObject({
    kind: v.literal('requestRefused'),
    status: v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599)),
    code: v.string(),
    message: v.string(),
  }),
]);

/** The same, of {@link observedAnswer}. */
export type ObservedAnswer = v.InferOutput<typeof observedAnswer>;

/** A limit: the largest that was accepted, the smallest that was refused, and the answer to that. */
const observedLimit = v.strictObject({
  accepted: positive,
  refused: v.optional(positive),
  answer: v.optional(observedAnswer),
});

/** What can be wrong with an entry, or unusual, that EventBridge may refuse. */
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
  /** 21 entries. */
  'tooManyEntries',
] as const;

/** One of {@link entryCases}. */
export type EntryCase = (typeof entryCases)[number];

const observedRegion = v.strictObject({
  /** Bytes of an entry, as the emulator's `entryBytes` counts them. */
  entryBytes: v.optional(observedLimit),
  /** The same of all entries of a request together. */
  requestBytes: v.optional(observedLimit),
  /** Levels of objects and arrays in a detail, itself included. */
  nestingLevels: v.optional(observedLimit),
  /** The answer to an entry for a source that does not exist. */
  missingSource: v.optional(observedAnswer),
  /** From a source's CreationTime to its ExpirationTime while it is PENDING. */
  pendingSeconds: v.optional(positive),
  entries: v.optional(v.record(v.picklist(entryCases), observedAnswer)),
  /** Whether an entry's EventId is the `id` of the event that the customer receives. */
  eventIdIsEventsId: v.optional(v.boolean()),
  latency: v.optional(
    v.strictObject({
      calls: positive,
      entriesPerCall: positive,
      p50Ms: milliseconds,
      p99Ms: milliseconds,
      /** A connection's own round trip, which is in the two figures above. */
      networkMs: milliseconds,
    }),
  ),
  throttling: v.optional(
    v.strictObject({
      /** The rate that was tried, and for how long. */
      requestsPerSecond: milliseconds,
      seconds: milliseconds,
      requests: count,
      throttled: count,
      answer: v.optional(observedAnswer),
    }),
  ),
});

/** What was observed in a Region. */
export type ObservedRegion = v.InferOutput<typeof observedRegion>;

/** What a real account saw of EventBridge's partner API: a `stages/<stage>.observed.json`. */
export const observedSchema = v.strictObject({
  version: v.literal(1),
  /** When the last Region was observed (RFC 3339). */
  observedAt: v.pipe(v.string(), v.isoTimestamp()),
  regions: v.record(v.string(), observedRegion),
});

/** The same, of {@link observedSchema}. */
export type Observed = v.InferOutput<typeof observedSchema>;
