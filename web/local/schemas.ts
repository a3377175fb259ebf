import * as v from 'valibot';
import { sourceViewSchema } from '../../lambdas/contract/source-view.ts';

/** Response of `GET /_local/state`. */
export const stateSchema = v.object({
  partnerName: v.string(),
  tenants: v.array(v.string()),
  customers: v.array(v.object({ account: v.string(), region: v.string() })),
  regions: v.array(v.object({ region: v.string(), name: v.string() })),
});

/** Response of `POST /_local/tokens`. */
export const tokenSchema = v.object({ token: v.string(), expiresInSeconds: v.number() });

/** Response of `/_local/clock`. */
export const clockSchema = v.object({ now: v.string() });

/** Response of `GET .../sources`. */
export const customerSourcesSchema = v.object({
  sources: v.array(
    v.object({
      name: v.string(),
      state: sourceViewSchema.entries.state,
      hasBus: v.boolean(),
      expirationTime: v.nullable(v.string()),
    }),
  ),
});

/** Response of `GET .../rules`. */
export const rulesSchema = v.object({
  rules: v.array(v.object({ name: v.string(), eventPattern: v.string() })),
});

/** Response of `GET .../events`. */
export const arrivalsSchema = v.object({
  events: v.array(
    v.object({
      sequence: v.number(),
      bus: v.string(),
      rules: v.array(v.string()),
      event: v.looseObject({
        'detail-type': v.string(),
        time: v.string(),
        resources: v.array(v.string()),
        detail: v.looseObject({}),
      }),
    }),
  ),
  next: v.number(),
});

/** The configuration that local mode was started with. */
export type LocalState = v.InferOutput<typeof stateSchema>;

/** A partner event source, as its customer sees it. */
export type CustomerSource = v.InferOutput<typeof customerSourcesSchema>['sources'][number];

/** An event that arrived on an event bus. */
export type Arrival = v.InferOutput<typeof arrivalsSchema>['events'][number];
