import * as v from 'valibot';
import {
  countKinds,
  historyOutcomes,
  listeningStates,
  replayOutcomes,
  replayStates,
  triggers,
} from '../domain/history/terms.ts';

const moment = v.pipe(v.string(), v.isoTimestamp());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const failure = v.object({ code: v.string(), message: v.string() });

/** What is known of an event's contents: kept, no longer kept, or never kept. */
export const bodyStates = ['kept', 'expired', 'notKept'] as const;

const attemptFields = {
  outcome: v.picklist(historyOutcomes),
  /** Why it was dead-lettered or held. */
  reason: v.nullable(v.string()),
  state: v.picklist(listeningStates),
  /** Attempts made until then. */
  attempts: count,
  /** EventBridge's id, by which the customer finds the event in its own logs. */
  eventBridgeId: v.nullable(v.string()),
  error: v.nullable(failure),
};

/** `Delivery` of openapi.yaml: an event and the last that is known of its way to one source. */
export const deliveryViewSchema = v.object({
  /** The vendor's id of the event. */
  event: v.string(),
  detailType: v.string(),
  queuedAt: moment,
  lastAttemptAt: moment,
  ...attemptFields,
  trigger: v.picklist(triggers),
  /** The id of the replay that asked for it. */
  replay: v.nullable(v.string()),
  body: v.picklist(bodyStates),
  /** Of the source, where an answer has those of several. */
  source: v.exactOptional(v.object({ name: v.string(), region: v.string() })),
});

/** `DeliveryPage`: where a page ends before the search does, `searchedTo` says how far back it came. */
export const deliveryPageSchema = v.object({
  deliveries: v.pipe(v.array(deliveryViewSchema), v.readonly()),
  /** Null when everything was searched. */
  nextCursor: v.nullable(v.string()),
  /** Everything after this time was searched. */
  searchedTo: v.nullable(moment),
});

/** `Attempt`: one entry of the history of a delivery. */
const attemptViewSchema = v.object({
  at: moment,
  ...attemptFields,
  trigger: v.picklist(triggers),
  replay: v.nullable(v.string()),
});

/** The whole detail of a large event, which is stored apart from the event. */
const payloadViewSchema = v.object({
  sizeBytes: count,
  /** 64 hexadecimal digits. */
  sha256: v.string(),
  /** Until when it is kept; null if that is not known. */
  expiresAt: v.nullable(moment),
  /** Null if it is no longer kept, if the source is deleted, or if there are no links yet. */
  url: v.nullable(v.string()),
});

/** `EventDelivery`: everything that is known of one event at one source, the oldest first. */
export const eventDeliverySchema = v.object({
  event: v.string(),
  detailType: v.string(),
  queuedAt: moment,
  source: v.object({ name: v.string(), region: v.string() }),
  attempts: v.pipe(v.array(attemptViewSchema), v.readonly()),
  body: v.picklist(bodyStates),
  /** The event as the vendor sent it, as JSON text; null unless it was asked for and is kept. */
  bodyText: v.nullable(v.string()),
  /** With `bodyText`, whose detail is then only what a stub keeps; null if the event has its detail. */
  payload: v.nullable(payloadViewSchema),
  /** Whether the whole history was searched; otherwise there may be more attempts. */
  isComplete: v.boolean(),
});

/** `EventView`: an event at every source of the tenant. */
export const eventViewSchema = v.object({
  deliveries: v.pipe(v.array(deliveryViewSchema), v.readonly()),
  searchedTo: v.nullable(moment),
  /** Whether the search ended before its time or its size did. */
  isComplete: v.boolean(),
});

/** `SourceStats`: what became of deliveries, by hour. */
export const sourceStatsSchema = v.object({
  hours: v.pipe(
    v.array(
      v.object({
        hour: moment,
        ...v.entriesFromList(countKinds, count),
      }),
    ),
    v.readonly(),
  ),
  /** Whether there are all hours that were asked for; otherwise the same request finds more the next time. */
  isComplete: v.boolean(),
});

/** `Missed`: the events that a source missed and about which nobody has decided. */
export const missedViewSchema = v.object({
  events: count,
  /** Accepted when it was in doubt whether anybody listened. */
  inDoubt: count,
  /** The first and the last of them; null if there are none. */
  from: v.nullable(moment),
  to: v.nullable(moment),
  /** Whether all were counted; otherwise there are more, and the same request finds them the next time. */
  isComplete: v.boolean(),
  /** The replay that is sending them, if one does. */
  replay: v.nullable(v.string()),
});

/** `ReplayPlan`: what a replay would do. */
export const replayPlanSchema = v.object({
  events: count,
  bytes: count,
  secondsAtMost: count,
  first: v.nullable(moment),
  last: v.nullable(moment),
  /** Events that cannot be sent, since their contents are not kept. */
  withoutBody: count,
  isComplete: v.boolean(),
});

/** `Replay` of openapi.yaml. */
export const replayViewSchema = v.object({
  id: v.string(),
  kind: v.picklist(['replay', 'resend']),
  source: v.object({ name: v.string(), region: v.string() }),
  state: v.picklist(replayStates),
  from: moment,
  to: moment,
  outcomes: v.pipe(v.array(v.picklist(replayOutcomes)), v.readonly()),
  detailTypes: v.nullable(v.pipe(v.array(v.string()), v.readonly())),
  events: v.nullable(v.pipe(v.array(v.string()), v.readonly())),
  maxPerSecond: v.nullable(count),
  planned: count,
  sent: count,
  failed: count,
  skipped: v.object({ filtered: count, withoutBody: count }),
  startedBy: v.string(),
  createdAt: moment,
  startedAt: v.nullable(moment),
  endedAt: v.nullable(moment),
  /** When it will be over at its present speed. */
  endsAbout: v.nullable(moment),
  /** Why it ended before its end, in words. */
  reason: v.nullable(v.string()),
});

/** `ReplayPage`: the newest first. */
export const replayPageSchema = v.object({
  replays: v.pipe(v.array(replayViewSchema), v.readonly()),
  nextCursor: v.nullable(v.string()),
});

export type DeliveryView = Readonly<v.InferOutput<typeof deliveryViewSchema>>;
export type DeliveryPageView = Readonly<v.InferOutput<typeof deliveryPageSchema>>;
export type PayloadView = Readonly<v.InferOutput<typeof payloadViewSchema>>;
export type EventDeliveryView = Readonly<v.InferOutput<typeof eventDeliverySchema>>;
export type EventView = Readonly<v.InferOutput<typeof eventViewSchema>>;
export type SourceStatsView = Readonly<v.InferOutput<typeof sourceStatsSchema>>;
export type MissedView = Readonly<v.InferOutput<typeof missedViewSchema>>;
export type ReplayPlanView = Readonly<v.InferOutput<typeof replayPlanSchema>>;
export type ReplayView = Readonly<v.InferOutput<typeof replayViewSchema>>;
export type ReplayPageView = Readonly<v.InferOutput<typeof replayPageSchema>>;
