import * as v from 'valibot';
import { maxMessageBytes } from '../lambdas/domain/dead-letter.ts';
import { bucketName } from '../lambdas/domain/payload/payload-reference.ts';
import { entryLimits } from '../lambdas/settings/table/entry-limits.ts';
import { checkOptions, memberProblem, wholeNumber, withMethod } from './option-checks.ts';

/** How a producer packs and sends; each setting has a default. */
export interface ProducerSettings {
  /** The most events in a message, 100 by default. When a fan-out is cut short, its whole message comes again. */
  readonly maxEventsPerMessage: number;
  /**
   * The size of a message, 65,536 by default, up to 1,048,576; a larger event goes alone. SQS bills each
   * 64 KiB as a request, so a larger message saves nothing.
   */
  readonly maxMessageBytes: number;
  /** The largest entry that EventBridge takes: the stage's `entryLimits.maxEntryBytes`, with the same default. */
  readonly maxEntryBytes: number;
  /** The most calls under way at once, 8 by default, for all `sendEvents` of a producer together. */
  readonly maxCallsInFlight: number;
  /** How often a message is sent, or a payload stored, before its events are returned as failed: 4 by default. */
  readonly maxTries: number;
  /** Where the details of large events go; by default large events are refused. */
  readonly largeEvents?: LargeEventSettings | undefined;
}

/** Where the details of large events go, and how. */
export interface LargeEventSettings {
  /** The payload bucket of the queue's Region: an output of the stack. */
  readonly bucket: string;
  /**
   * An `S3Client`, by default one of the queue's Region. Make it without a `requestTimeout`, which would
   * have to be long enough for the largest event.
   */
  readonly client?: ObjectClient | undefined;
  /** The most uploads under way at once, 4 by default, for all `sendEvents` of a producer together. */
  readonly maxCallsInFlight: number;
}

/** What the producer needs of an `S3Client`. Its package is optional, and so are its types. */
export interface ObjectClient {
  /** Sends a command of the client's package. */
  send(command: object, options?: { readonly abortSignal?: AbortSignal }): Promise<unknown>;
}

/** What may be absent, or undefined. */
type Optional<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** Settings as they are given: what has a default may be absent. */
export interface GivenSettings extends Optional<Omit<ProducerSettings, 'largeEvents'>> {
  /** Large events go by reference: their details are stored in this bucket. By default they are refused. */
  readonly largeEvents?:
    (Partial<LargeEventSettings> & Pick<LargeEventSettings, 'bucket'>) | undefined;
}

const settingProblem = memberProblem('is not a producer setting');

const settingsSchema = v.strictObject(
  {
    maxEventsPerMessage: wholeNumber(100),
    maxMessageBytes: wholeNumber(65_536, maxMessageBytes),
    maxEntryBytes: wholeNumber(entryLimits.maxEntryBytes.default),
    maxCallsInFlight: wholeNumber(8),
    maxTries: wholeNumber(4),
    largeEvents: v.optional(
      v.strictObject(
        {
          bucket: bucketName,
          client: v.optional(withMethod<ObjectClient>('send', 'must be an S3Client')),
          maxCallsInFlight: wholeNumber(4),
        },
        settingProblem,
      ),
    ),
  },
  settingProblem,
);

/** The settings with their defaults. Throws RangeError, with the setting's name, for an invalid one. */
export function checkSettings(given: GivenSettings): ProducerSettings {
  return checkOptions(settingsSchema, given);
}
