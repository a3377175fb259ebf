import * as v from 'valibot';
import {
  integerVariable,
  regionVariable,
  textVariable,
  urlVariable,
} from '../settings/environment.ts';
import { standardRetryPolicy } from '../domain/retry-policy.ts';
import type { DeliverSettings } from './deliver.ts';

/** The environment variables of every function that delivers. */
export const deliveryVariables = {
  MAPPING_TABLE_NAME: textVariable,
  /** Where mappings are written; they are read in the function's own Region. */
  HOME_REGION: regionVariable,
  RETRY_QUEUE_URL: urlVariable,
  RETRY_DEAD_LETTER_QUEUE_URL: urlVariable,
  // EventBridge's limit; what would not fit a retry message is no event (domain/message-size.ts).
  MAX_ENTRY_BYTES: integerVariable(1024, 1_048_576),
  MAX_REQUEST_BYTES: integerVariable(1024),
  MAX_CALLS_IN_FLIGHT_PER_REGION: integerVariable(1),
  CALL_TIMEOUT_MS: integerVariable(100),
  RETRY_BASE_DELAY_SECONDS: integerVariable(1),
  RETRY_MAX_DELAY_SECONDS: integerVariable(1),
  ACTIVITY_EVERY_SECONDS: integerVariable(1),
};

/** Were each call to take the 3 s that it may, 14 at once would make so many deliveries in half a minute. */
export const maxDeliveriesPerMessage = 2_000;
/** EventBridge takes 20 entries in a PutPartnerEvents request (service model). */
const maxEntries = 20;
/** Some hundreds of look-ups that fail only at the end of all their tries, 32 at once; the others go on. */
const lookUpMs = 15_000;
/** Time to write thousands of messages to SQS, 10 a call, 16 calls at once. */
const settleMs = 8_000;
/** For the answer, and a call that ends a little after its time. */
const answerMs = 1_000;

const schema = v.object(deliveryVariables);

/** How deliveries are made, from a function's environment. */
export function deliverSettings(environment: v.InferOutput<typeof schema>): DeliverSettings {
  return {
    maxEntries,
    // An entry that no request can hold is too large, whatever its own limit says.
    maxEntryBytes: Math.min(environment.MAX_ENTRY_BYTES, environment.MAX_REQUEST_BYTES),
    maxRequestBytes: environment.MAX_REQUEST_BYTES,
    maxDeliveriesPerMessage,
    maxCallsInFlightPerRegion: environment.MAX_CALLS_IN_FLIGHT_PER_REGION,
    callTimeoutMs: environment.CALL_TIMEOUT_MS,
    // One that is cut short would be taken for a Region that is silent, and what it held be sent twice.
    minCallMs: environment.CALL_TIMEOUT_MS,
    lookUpMs,
    settleMs,
    answerMs,
    activityEveryMs: environment.ACTIVITY_EVERY_SECONDS * 1000,
    retryPolicy: {
      ...standardRetryPolicy,
      baseDelaySeconds: environment.RETRY_BASE_DELAY_SECONDS,
      maxDelaySeconds: environment.RETRY_MAX_DELAY_SECONDS,
    },
  };
}
