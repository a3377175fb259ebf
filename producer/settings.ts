import * as v from 'valibot';
import { maxMessageBytes } from '../lambdas/domain/dead-letter.ts';
import { entryLimits } from '../lambdas/settings/table/entry-limits.ts';

/** How a producer packs and sends; each setting has a default. */
export interface ProducerSettings {
  /** 100 by default. When a fan-out is cut short, its whole message comes again. */
  readonly maxEventsPerMessage: number;
  /**
   * 65,536 by default, up to 1,048,576; a larger event goes alone. SQS bills each 64 KiB as a
   * request, so a larger message saves nothing.
   */
  readonly maxMessageBytes: number;
  /** By default that of a stage which sets no `entryLimits`. */
  readonly maxEntryBytes: number;
  /** 8 by default, for all calls of a producer together. */
  readonly maxCallsInFlight: number;
  /** 4 by default: how often a message is sent before its events are returned as failed. */
  readonly maxTries: number;
}

const settingsSchema = v.strictObject(
  {
    maxEventsPerMessage: wholeNumber(100),
    maxMessageBytes: wholeNumber(65_536, maxMessageBytes),
    maxEntryBytes: wholeNumber(entryLimits.maxEntryBytes.default),
    maxCallsInFlight: wholeNumber(8),
    maxTries: wholeNumber(4),
  },
  'is not a producer setting',
);

/** The settings with their defaults. Throws RangeError, with the setting's name, for an invalid one. */
export function checkSettings(given: Partial<ProducerSettings>): ProducerSettings {
  const checked = v.safeParse(settingsSchema, given, { abortEarly: true });
  if (checked.success) return checked.output;
  const [issue] = checked.issues;
  throw new RangeError(`${v.getDotPath(issue)} ${issue.message}`);
}

function wholeNumber(byDefault: number, max = Number.MAX_SAFE_INTEGER) {
  const problem = `must be a whole number from 1 to ${max}`;
  return v.optional(
    v.pipe(
      v.number(problem),
      v.check((value) => Number.isInteger(value) && value >= 1 && value <= max, problem),
    ),
    byDefault,
  );
}
