import * as v from 'valibot';

/** Answer of `GET /_local/state`. */
export const stateSchema = v.object({
  partnerName: v.string(),
  tenants: v.array(v.string()),
  customers: v.array(v.object({ account: v.string(), region: v.string() })),
  regions: v.array(v.object({ region: v.string(), name: v.string() })),
});

/** Answer of `POST /_local/tokens`. */
export const tokenSchema = v.object({ token: v.string(), expiresInSeconds: v.number() });

/** Answer of `/_local/clock`. */
export const clockSchema = v.object({ now: v.string() });

/** Answer of `GET .../sources`. */
export const customerSourcesSchema = v.object({
  sources: v.array(
    v.object({
      name: v.string(),
      state: v.picklist(['PENDING', 'ACTIVE', 'DELETED']),
      hasBus: v.boolean(),
      expirationTime: v.nullable(v.string()),
    }),
  ),
});

/** Answer of `GET .../rules`. */
export const rulesSchema = v.object({
  rules: v.array(v.object({ name: v.string(), eventPattern: v.string() })),
});

/** Answer of `GET .../events`. */
export const arrivalsSchema = v.object({
  events: v.array(
    v.object({
      sequence: v.number(),
      bus: v.string(),
      rules: v.array(v.string()),
      event: v.looseObject({ 'detail-type': v.string(), time: v.string() }),
    }),
  ),
  next: v.number(),
});

/** What local mode was started with. */
export type LocalState = v.InferOutput<typeof stateSchema>;

/** A partner event source, as its customer sees it. */
export type CustomerSource = v.InferOutput<typeof customerSourcesSchema>['sources'][number];

/** An event that reached a bus. */
export type Arrival = v.InferOutput<typeof arrivalsSchema>['events'][number];
