import * as v from 'valibot';

/** Every error of the API by its stable code: HTTP status, title, and after how long another try is worth it. */
export const problemTable = {
  invalidRequest: { status: 400, title: 'The request is not valid' },
  invalidCursor: { status: 400, title: 'The cursor does not belong to this listing' },
  regionRequired: { status: 400, title: 'Sources of this name exist in several Regions' },
  unauthenticated: { status: 401, title: 'A valid token is required' },
  noTenant: { status: 403, title: 'The token does not name a tenant' },
  supportOnly: { status: 403, title: 'Only the vendor’s support may name a tenant' },
  notFound: { status: 404, title: 'Not found' },
  methodNotAllowed: { status: 405, title: 'Method not allowed' },
  detailTypesDiffer: { status: 409, title: 'The source is registered with other detail types' },
  displayNameDiffers: { status: 409, title: 'The source is registered with another display name' },
  sourceOfAnotherAccount: { status: 409, title: 'The source belongs to another AWS account' },
  sourceRetired: { status: 409, title: 'The source no longer receives events' },
  sourceGone: { status: 409, title: 'The source no longer exists in AWS' },
  sourceLimit: { status: 409, title: 'The limit of sources is reached' },
  pendingSourceLimit: { status: 409, title: 'The limit of PENDING sources is reached' },
  awsSourceLimit: { status: 409, title: 'AWS allows no more sources in the Region' },
  sourceNotActive: { status: 409, title: 'AWS would drop the events: the source is not ACTIVE' },
  sourcePaused: { status: 409, title: 'The source is paused' },
  replayRunning: { status: 409, title: 'Another replay of the source is not over' },
  bodyNotKept: { status: 409, title: 'The contents of the event are not kept' },
  changedMeanwhile: { status: 409, title: 'The source was registered again at the same time' },
  historyOff: { status: 409, title: 'No history is recorded' },
  bodyTooLarge: { status: 413, title: 'The body is too large' },
  unsupportedMediaType: { status: 415, title: 'The body must be application/json' },
  regionUnavailable: { status: 422, title: 'The Region is not available at the moment' },
  searchTooWide: { status: 422, title: 'The search did not come to its end' },
  idempotencyKeyReused: { status: 422, title: 'The Idempotency-Key was used for another request' },
  tooManyRequests: { status: 429, title: 'Too many requests in this minute' },
  tooManyFetches: { status: 429, title: 'Details of the source’s events are fetched too fast' },
  internalError: { status: 500, title: 'Internal error' },
  concurrentChange: {
    status: 503,
    title: 'The source is being changed at the same time',
    retryAfterSeconds: 1,
  },
  awsThrottled: { status: 503, title: 'AWS is throttling requests', retryAfterSeconds: 1 },
  awsUnavailable: { status: 503, title: 'AWS does not respond', retryAfterSeconds: 1 },
} as const satisfies Record<string, ProblemKind>;

interface ProblemKind {
  readonly status: number;
  readonly title: string;
  readonly retryAfterSeconds?: number;
}

/** A stable code of the API's errors. */
export type ProblemCode = keyof typeof problemTable;

const fieldErrorSchema = v.object({
  /** A JSON pointer into the body, or the name of a parameter or header. */
  field: v.string(),
  message: v.string(),
});

/** What is wrong with one field. */
export type FieldError = Readonly<v.InferOutput<typeof fieldErrorSchema>>;

/** An error as the API answers it (RFC 9457). A client may meet a newer `code` than it knows. */
export const problemDetailsSchema = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.string(),
  /** What is wrong this time, for a person; nothing internal. */
  detail: v.exactOptional(v.string()),
  errors: v.exactOptional(v.pipe(v.array(fieldErrorSchema), v.readonly())),
  /** The id of the replay that is in the way. */
  replay: v.exactOptional(v.string()),
});

/** The body of an error, with a code of the table. */
export type ProblemDetails = Readonly<v.InferOutput<typeof problemDetailsSchema>> & {
  readonly code: ProblemCode;
};
