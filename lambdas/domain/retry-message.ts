import * as v from 'valibot';
import { writeDomainEvent, type DomainEvent } from './domain-event.ts';
import { entrySizeBytes, type Delivery } from './delivery.ts';
import { triggers } from './history/row.ts';
import type { EventLimits } from './event-size.ts';
import { isJsonObject, writeJson } from './json.ts';
import { maxErrorBytes } from './message-size.ts';
import type { Failure } from './outcome.ts';
import { readApart } from './read-apart.ts';
import { checkDomainEvent, parseDomainEvent } from './read-domain-event.ts';
import { shortenForJson } from './text-size.ts';

/** The delivery in a retry message, or why the message is invalid. */
export type ReadRetryMessage =
  | {
      readonly kind: 'delivery';
      readonly delivery: Delivery;
      /** Why the last attempt failed, shortened; absent if the message was postponed since. */
      readonly lastError?: Failure;
    }
  | { readonly kind: 'invalid'; readonly reason: string };

/**
 * The body of a message on the retry queue: one entry bound for one source, with the whole event. The
 * detail is JSON, not a string of JSON, so that escaped quotes do not enlarge the message. The error is
 * shortened, so that the message of the largest event fits SQS.
 */
export function writeRetryMessage(delivery: Delivery, lastError?: Failure): string {
  const { event, sourceArn, sourceName, region, generation, attempts } = delivery;
  const { queuedAtMs, firstAttemptAtMs } = delivery;
  const head = {
    sourceArn,
    sourceName,
    region,
    generation,
    attempts,
    queuedAt: new Date(queuedAtMs).toISOString(),
    firstAttemptAt: firstAttemptAtMs && new Date(firstAttemptAtMs).toISOString(),
    firstFailureTime: delivery.firstFailureTime,
    lastError: lastError && shortenFailure(lastError),
    trigger: delivery.trigger,
    replay: delivery.replay,
  };
  return `${writeJson(head).slice(0, -1)},"event":${writeDomainEvent(event)}}`;
}

/** Reads the body of a message on the retry queue; never throws. */
export function readRetryMessage(body: string, limits: EventLimits = {}): ReadRetryMessage {
  if (!body.isWellFormed()) return invalid('the body holds bytes that are not UTF-8');
  try {
    return readParts(body, limits);
  } catch {
    return invalid('the body is not JSON');
  }
}

function readParts(body: string, limits: EventLimits): ReadRetryMessage {
  const { value, apart: parsed, repeatedName } = readApart(body, 'event', parseDomainEvent);
  if (!isJsonObject(value)) return invalid('a retry message is a JSON object');
  const { event: _, ...head } = value;
  // Stryker disable next-line ObjectLiteral,BooleanLiteral: the first problem is the same, the rest is not looked for.
  const checkedHead = v.safeParse(headSchema, head, { abortEarly: true });
  if (!checkedHead.success) return invalid(problemOf(checkedHead.issues[0]));
  if (repeatedName !== undefined) return invalid(`"${repeatedName}" appears twice`);
  if (parsed === undefined) return invalid('"event" is missing or wrong');
  const queuedAtMs = Date.parse(checkedHead.output.queuedAt);
  const checked = checkDomainEvent(parsed, queuedAtMs, limits);
  if (checked.kind === 'invalid') return invalid(`event: ${checked.reason}`);
  return readOf(checked.event, checkedHead.output, queuedAtMs);
}

function readOf(event: DomainEvent, head: Head, queuedAtMs: number): ReadRetryMessage {
  const { queuedAt: _, firstAttemptAt, lastError, unknownFailures: __, ...rest } = head;
  const firstAttempt = firstAttemptAt ?? firstFailureOf(rest);
  const firstAttemptAtMs = firstAttempt === undefined ? undefined : Date.parse(firstAttempt);
  const times = { queuedAtMs, ...(firstAttemptAtMs !== undefined && { firstAttemptAtMs }) };
  const delivery = deliveryOf(event, { ...rest, ...times });
  return { kind: 'delivery', delivery, ...(lastError !== undefined && { lastError }) };
}

// The pattern alone would accept texts that Date.parse does not.
const dateTime = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.check((value) => !Number.isNaN(Date.parse(value))),
);

// What a retry message has around its event is bounded; the functions' own ids are shorter.
const maxReplayIdLength = 64;

const headSchema = v.strictObject({
  sourceArn: v.string(),
  sourceName: v.string(),
  region: v.string(),
  generation: v.string(),
  attempts: v.pipe(v.number(), v.integer(), v.minValue(0)),
  queuedAt: dateTime,
  firstAttemptAt: v.exactOptional(dateTime),
  // Messages had this field until unknown failures were bounded by time.
  unknownFailures: v.exactOptional(v.number()),
  firstFailureTime: v.exactOptional(dateTime),
  lastError: v.exactOptional(v.object({ code: v.string(), message: v.string() })),
  trigger: v.exactOptional(v.picklist(triggers)),
  replay: v.exactOptional(v.pipe(v.string(), v.maxLength(maxReplayIdLength))),
});

type Head = v.InferOutput<typeof headSchema>;

/**
 * When the first attempt was, for messages of an earlier version, which have no `firstAttemptAt`. A
 * redriven delivery that was postponed keeps its old first failure, although it has made no attempt.
 */
function firstFailureOf({
  attempts,
  firstFailureTime,
}: Pick<Delivery, 'attempts' | 'firstFailureTime'>): string | undefined {
  return attempts > 0 ? firstFailureTime : undefined;
}

function deliveryOf(
  event: DomainEvent,
  head: Omit<Delivery, 'event' | 'generator' | 'sizeBytes'>,
): Delivery {
  // Without the event's id, for which rebinding finds the place.
  const sizeBytes = entrySizeBytes(event, head.sourceName, undefined);
  return { ...head, event, generator: event.generator, sizeBytes };
}

/** A failure as retry messages and the history keep it: a message of EventBridge may be of any length. */
export function shortenFailure({ code, message }: Failure): Failure {
  return {
    code: shortenForJson(code, maxErrorBytes.code),
    message: shortenForJson(message, maxErrorBytes.message),
  };
}

function problemOf(issue: v.BaseIssue<unknown>): string {
  const field = String(v.getDotPath(issue));
  return issue.expected === 'never'
    ? `"${field}" is not a field of a retry message`
    : `"${field}" is missing or wrong`;
}

function invalid(reason: string): ReadRetryMessage {
  return { kind: 'invalid', reason };
}
