import * as v from 'valibot';

/** A partner event source, as its customer sees it. */
export const customerSourceSchema = v.object({
  name: v.string(),
  state: v.picklist(['PENDING', 'ACTIVE', 'DELETED']),
  hasBus: v.boolean(),
  expirationTime: v.nullable(v.string()),
});

/** An event that arrived on an event bus. */
export const arrivalSchema = v.object({
  sequence: v.number(),
  bus: v.string(),
  rules: v.array(v.string()),
  event: v.looseObject({
    'detail-type': v.string(),
    time: v.string(),
    account: v.string(),
    region: v.string(),
    resources: v.array(v.string()),
    detail: v.unknown(),
  }),
});

/** The time of EventBridge's clock (RFC 3339). */
export const clockSchema = v.object({ now: v.string() });

/** The same, of {@link customerSourceSchema}. */
export type CustomerSource = v.InferOutput<typeof customerSourceSchema>;

/** The same, of {@link arrivalSchema}. */
export type Arrival = v.InferOutput<typeof arrivalSchema>;
