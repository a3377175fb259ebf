import * as v from 'valibot';
import { arrivalSchema, customerSourceSchema } from '../../emulator/page/schemas.ts';

/** Response of `GET /_local/state`. */
export const stateSchema = v.object({
  partnerName: v.string(),
  tenants: v.array(v.string()),
  customers: v.array(v.object({ account: v.string(), region: v.string() })),
  regions: v.array(v.object({ region: v.string(), name: v.string() })),
});

/** Response of `POST /_local/tokens`. */
export const tokenSchema = v.object({ token: v.string(), expiresInSeconds: v.number() });

/** Response of `GET .../sources`. */
export const customerSourcesSchema = v.object({ sources: v.array(customerSourceSchema) });

/** Response of `GET .../rules`. */
export const rulesSchema = v.object({
  rules: v.array(v.object({ name: v.string(), eventPattern: v.string() })),
});

/** Response of `POST .../pattern-tests`. */
export const patternTestSchema = v.object({ matches: v.boolean() });

/** Response of `GET .../events`. */
export const arrivalsSchema = v.object({ events: v.array(arrivalSchema), next: v.number() });

/** The configuration that local mode was started with. */
export type LocalState = v.InferOutput<typeof stateSchema>;
