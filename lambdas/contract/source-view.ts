import * as v from 'valibot';
import { listeningStates } from '../domain/history/terms.ts';
import { sourceStates } from '../domain/source-state.ts';

const moment = v.pipe(v.string(), v.isoTimestamp());

/** `Source` of openapi.yaml, field by field; what there is none of is null. */
export const sourceViewSchema = v.object({
  name: v.string(),
  /** What the tenant calls it; null for none. */
  displayName: v.nullable(v.string()),
  arn: v.string(),
  generator: v.string(),
  account: v.string(),
  region: v.string(),
  /** The detail types wanted; null for all. */
  detailTypes: v.nullable(v.pipe(v.array(v.string()), v.readonly())),
  state: v.picklist(sourceStates),
  expirationTime: v.nullable(moment),
  expiresInSeconds: v.nullable(v.number()),
  createdAt: moment,
  lastCheckedAt: v.nullable(moment),
  lastAcceptedEvent: v.nullable(
    v.object({
      id: v.string(),
      detailType: v.string(),
      acceptedAt: moment,
      /** Whether the customer was listening. */
      state: v.picklist(listeningStates),
    }),
  ),
  lastError: v.nullable(
    v.object({ code: v.string(), message: v.string(), time: moment, resolved: v.boolean() }),
  ),
  retirement: v.nullable(v.object({ reason: v.string(), retiredAt: moment })),
  /** Since when its events are held, because the customer asked for it. */
  pausedAt: v.nullable(moment),
  /** Since when events may have been missed about which nobody has decided. */
  missedSince: v.nullable(moment),
  /** Whether the missed events are sent as soon as the source is ACTIVE. */
  sendsMissedOnceActive: v.boolean(),
  consoleUrl: v.string(),
});

/** `SourcePage` of openapi.yaml: a page of `GET /sources`. */
export const sourcePageSchema = v.object({
  sources: v.pipe(v.array(sourceViewSchema), v.readonly()),
  /** Null on the last page. */
  nextCursor: v.nullable(v.string()),
});

/** A source as the API answers it. */
export type SourceView = Readonly<v.InferOutput<typeof sourceViewSchema>>;

/** A page of sources as the API answers it. */
export type SourcePageView = Readonly<v.InferOutput<typeof sourcePageSchema>>;
