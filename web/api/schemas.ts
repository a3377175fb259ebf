import * as v from 'valibot';

const moment = v.pipe(v.string(), v.isoTimestamp());

const sourceEntries = {
  name: v.string(),
  arn: v.string(),
  generator: v.string(),
  account: v.string(),
  region: v.string(),
  detailTypes: v.nullable(v.array(v.string())),
  state: v.picklist(['PENDING', 'ACTIVE', 'DELETED']),
  expirationTime: v.nullable(moment),
  expiresInSeconds: v.nullable(v.number()),
  createdAt: moment,
  lastCheckedAt: v.nullable(moment),
  lastAcceptedEvent: v.nullable(
    v.object({ id: v.string(), detailType: v.string(), acceptedAt: moment }),
  ),
  lastError: v.nullable(
    v.object({ code: v.string(), message: v.string(), time: moment, resolved: v.boolean() }),
  ),
  retirement: v.nullable(v.object({ reason: v.string(), retiredAt: moment })),
  consoleUrl: v.string(),
};

/** A source in a response. Fields that the page does not know are dropped. */
export const sourceSchema = v.object(sourceEntries);

/** A page of `GET /sources`. */
export const sourcePageSchema = v.object({
  sources: v.array(sourceSchema),
  nextCursor: v.nullable(v.string()),
});

/** The response to a test event. */
export const testEventSchema = v.object({
  id: v.string(),
  detailType: v.string(),
  state: v.picklist(['PENDING', 'ACTIVE']),
  wasActive: v.boolean(),
});

/** The response of `GET /regions`. */
export const regionsSchema = v.object({
  regions: v.array(v.object({ region: v.string(), name: v.string() })),
});

const listedDetailTypeSchema = v.object({ detailType: v.string(), description: v.string() });

/** The response of `GET /detail-types`. */
export const detailTypesSchema = v.object({ detailTypes: v.array(listedDetailTypeSchema) });

/** The response of `GET /detail-types/{detailType}`. */
export const detailTypeSchema = v.object({
  detailType: v.string(),
  description: v.string(),
  schema: v.record(v.string(), v.unknown()),
  samples: v.array(v.record(v.string(), v.unknown())),
});

/** Problem details, as far as the page shows them. */
export const problemSchema = v.object({
  title: v.string(),
  code: v.string(),
  detail: v.optional(v.string()),
  errors: v.optional(v.array(v.object({ field: v.string(), message: v.string() })), []),
});

/** The sources of one page of the list. */
export interface SourcePage {
  readonly sources: readonly Source[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

/** A source as the API returns it, with its expiry by the clock of this browser. */
export type Source = v.InferOutput<typeof sourceSchema> & {
  /**
   * When a PENDING source expires, epoch milliseconds by the browser's clock: computed from the
   * remaining seconds that the service reports, since the two clocks may differ.
   */
  readonly expiresAtMs: number | null;
};

/** A queued test event. */
export type TestEvent = v.InferOutput<typeof testEventSchema>;

/** An entry of the catalogue. */
export type ListedDetailType = v.InferOutput<typeof listedDetailTypeSchema>;

/** A detail type with its JSON Schema and sample events. */
export type DetailType = v.InferOutput<typeof detailTypeSchema>;
