import * as v from 'valibot';
import { anyOf } from '../../domain/any-of.ts';
import { epochMs, dateTimeProblem } from '../../domain/date-time.ts';
import { replayOutcomes, type ReplayOutcome } from '../../domain/history/replay.ts';
import { describeJsonType } from '../../domain/json.ts';
import { readFields, type ReadResult } from '../read-fields.ts';
import { detailTypeSchema } from '../read-registration.ts';

const mustBe = (wanted: string) => (issue: { readonly input: unknown }) =>
  `must be ${wanted}, not ${describeJsonType(issue.input)}`;

const text = v.pipe(
  v.string(mustBe('a string')),
  v.check((value) => value !== '', 'is empty'),
);

/** A text of so many characters at the most, counted as JSON Schema does. */
function textOf(maxLength: number) {
  return v.pipe(
    text,
    v.check(
      (value) => Array.from(value).length <= maxLength,
      `has more than ${maxLength} characters`,
    ),
  );
}

/** An RFC 3339 date-time as epoch milliseconds. */
const moment = v.pipe(
  v.string(mustBe('a string')),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const message = dateTimeProblem(dataset.value);
    if (message === undefined) return epochMs(dataset.value);
    addIssue({ message });
    return NEVER;
  }),
);

const oneOf = <const W extends readonly [string, ...string[]]>(...words: W) =>
  v.picklist(words, `must be ${anyOf(words)}`);

const yesOrNo = v.boolean(mustBe('true or false'));

/** A list without the same item twice. */
function setOf<T>(item: v.GenericSchema<unknown, T>, max: number) {
  return v.pipe(
    v.array(item, mustBe('an array')),
    v.minLength(1, 'is empty'),
    v.maxLength(max, `has more than ${max} items`),
    v.check((items) => new Set(items).size === items.length, 'names one of them twice'),
  );
}

/** Reads the body of a request to resume. */
export function readResume(
  value: unknown,
): ReadResult<{ readonly backlog?: 'send' | 'leave' | undefined }> {
  return readFields({ backlog: v.exactOptional(oneOf('send', 'leave')) }, value);
}

/** Reads the body of a request to skip the backlog, as epoch milliseconds. */
export function readSkip(value: unknown): ReadResult<{ readonly before?: number | undefined }> {
  return readFields({ before: v.exactOptional(moment) }, value);
}

/** Reads the body of a request to re-create a source. */
export function readRecreation(
  value: unknown,
): ReadResult<{ readonly sendMissed?: boolean | undefined }> {
  return readFields({ sendMissed: v.exactOptional(yesOrNo) }, value);
}

/** Reads what is to become of missed events. */
export function readMissedAction(
  value: unknown,
): ReadResult<{ readonly action: 'send' | 'leave' }> {
  return readFields({ action: oneOf('send', 'leave') }, value);
}

/** A replay as a request asks for it; times in epoch milliseconds. */
export interface RequestedReplay {
  readonly source: string;
  readonly region?: string | undefined;
  readonly from: number;
  readonly to: number;
  readonly outcomes?: readonly ReplayOutcome[] | undefined;
  readonly detailTypes?: readonly string[] | undefined;
  readonly events?: readonly string[] | undefined;
  readonly maxPerSecond?: number | undefined;
  readonly plan?: boolean | undefined;
}

/**
 * The largest body of a request for a replay, in bytes. The longest that openapi.yaml allows has 914 kB, if
 * all of its characters are escaped and nothing is between its items. Each bound there is one here, too: so
 * the replay fits into an item of DynamoDB (400 kB).
 */
export const maxReplayBodyBytes = 1_048_576;

const maxEvents = 50;
const maxDetailTypes = 200;
/** The longest name of a partner event source (service model, EventSourceName). */
const maxSourceLength = 256;
const maxRegionLength = 64;
/** What all replays of a Region send at most, events a second. */
const maxPerSecond = 1_600;
// SQS's and PutPartnerEvents' limits make a longer id impossible.
const maxEventIdLength = 1_024;

const eventId = textOf(maxEventIdLength);

const replayFields = {
  source: textOf(maxSourceLength),
  region: v.exactOptional(textOf(maxRegionLength)),
  from: moment,
  to: moment,
  outcomes: v.exactOptional(setOf(oneOf(...replayOutcomes), replayOutcomes.length)),
  detailTypes: v.exactOptional(setOf(detailTypeSchema, maxDetailTypes)),
  events: v.exactOptional(setOf(eventId, maxEvents)),
  maxPerSecond: v.exactOptional(
    v.pipe(
      v.number(mustBe('a number')),
      v.check(
        (value) => Number.isInteger(value) && value >= 1 && value <= maxPerSecond,
        `must be a whole number from 1 to ${maxPerSecond}`,
      ),
    ),
  ),
  plan: v.exactOptional(yesOrNo),
};

/** Reads a body as `ReplayRequest` of openapi.yaml. Whether its times are possible is another question. */
export function readReplay(value: unknown): ReadResult<RequestedReplay> {
  return readFields(replayFields, value);
}
