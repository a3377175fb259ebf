import { fold, foldedCodesBut, foldedCodesOf } from './error-codes.ts';

/** Why an entry or a call failed; texts are empty where AWS gave none. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** EventBridge's answer for one entry in one delivery attempt. */
export type Outcome =
  | { readonly kind: 'delivered'; readonly eventId: string }
  /** Known and unknown failures are tried for the same time; the dead letter of an unknown one says so. */
  | { readonly kind: 'retryable'; readonly failure: Failure; readonly known: boolean }
  | { readonly kind: 'sourceGone'; readonly failure: Failure }
  | { readonly kind: 'rejected'; readonly failure: Failure };

/** One entry of a PutPartnerEvents answer, as the service model has it. */
export interface EntryResult {
  readonly EventId?: string | undefined;
  readonly ErrorCode?: string | undefined;
  readonly ErrorMessage?: string | undefined;
}

/** Codes that mean that the source does not exist, as {@link fold} writes them: AWS's, and a stage's own. */
export type SourceGoneCodes = ReadonlySet<string>;

/** AWS's own codes for a missing source, and those that a stage sets besides. */
export function sourceGoneCodesWith(codes: readonly string[]): SourceGoneCodes {
  return new Set([...sourceGoneCodes, ...codes.filter(maySaySourceGone).map(fold)]);
}

/**
 * Whether a stage may set that a code means a missing source. Not a code whose meaning is known, nor an
 * answer without a code of the service's own: a mapping would be retired because of a busy Region or a
 * wrong entry.
 */
export function maySaySourceGone(code: string): boolean {
  const name = fold(code);
  return name !== '' && !otherCodes.has(name) && !isRetryable(name) && !/^http\d+$/.test(name);
}

/**
 * The outcome of the entry at the same index of the request. A missing result, or one with neither an id
 * nor an error, is retryable: nobody knows whether EventBridge has the event.
 */
export function classifyEntry(
  result: EntryResult | undefined,
  gone: SourceGoneCodes = sourceGoneCodes,
): Outcome {
  if (result === undefined) return unanswered('no result came back for the entry');
  const { EventId: eventId, ErrorCode: code, ErrorMessage: message } = result;
  if (code || message) return classifyFailure({ code: code ?? '', message: message ?? '' }, gone);
  return eventId ? { kind: 'delivered', eventId } : unanswered('the result has no event id');
}

/**
 * The outcome of a failed entry, or of every entry of a request that failed whole. The code decides. Only
 * if the code says just that some resource was not found, the message decides whether that is the event
 * source, and it must be exactly AWS's own sentence: any other text may contain the vendor's words.
 */
export function classifyFailure(
  failure: Failure,
  gone: SourceGoneCodes = sourceGoneCodes,
): Outcome {
  const code = fold(failure.code);
  if (isRetryable(code)) return { kind: 'retryable', failure, known: true };
  if (gone.has(code)) return { kind: 'sourceGone', failure };
  if (notFoundCodes.has(code) && isOfSource(failure.message))
    return { kind: 'sourceGone', failure };
  if (rejectedCodes.has(code)) return { kind: 'rejected', failure };
  return { kind: 'retryable', failure, known: false };
}

/** @param code as {@link fold} writes it */
function isRetryable(code: string): boolean {
  return retryableCodes.has(code) || retryableFamily.test(code);
}

function isOfSource(message: string): boolean {
  return sourceGoneSentences.test(message);
}

/**
 * Whether a request failed whole because of some entry, so that a half of it may pass: the entry is too
 * large or not valid, or EventBridge does not know its source.
 */
export function isForSomeEntry(failure: Failure, gone: SourceGoneCodes = sourceGoneCodes): boolean {
  const { kind } = classifyFailure(failure, gone);
  return refusalCodes.has(fold(failure.code)) || kind === 'sourceGone';
}

/**
 * Whether a request failed whole for its size. EventBridge answers PutEvents with a ValidationException,
 * "Total size of the entries in the request is over the limit."; what is in front of it answers HTTP 413.
 */
export function isForItsSize({ code, message }: Failure): boolean {
  const name = fold(code);
  if (tooLargeCodes.has(name)) return true;
  const text = message.slice(0, maxReadLength).replace(quoted, '');
  return invalidCodes.has(name) && sizeMessage.test(fold(text));
}

/** Whether a call ended because no answer came in its time. */
export function isUnanswered({ code }: Failure): boolean {
  return unansweredCodes.has(fold(code));
}

function unanswered(message: string): Outcome {
  return { kind: 'retryable', failure: { code: 'NoResult', message }, known: true };
}

const sourceGoneCodes = foldedCodesOf('sourceGone');
const notFoundCodes = foldedCodesOf('notFound');
// What has a meaning already. That something is not there, a stage may take for the source's absence.
// Pure, so that it is not in bundles of functions that do not ask.
const otherCodes = /* @__PURE__ */ foldedCodesBut('sourceGone', 'notFound');
// ActivateEventSource's (aws-sdk-js-v3 #4788), DescribeEventBus's, and what another partner matches.
const name = String.raw`(?:arn:[-a-z]+:events:[-a-z0-9]+:\d*:event-(?:source|bus)/)?aws\.partner/[.\-_A-Za-z0-9/]+`;
const sourceGoneSentences = new RegExp(
  `^(?:event source ${name}(?: or event bus ${name})?|event bus ${name}|partner event source(?: ${name})?) does not exist\\.?$`,
  'i',
);
const quoted = /"[^"]*"|'[^']*'/g;
const maxReadLength = 1024;

// What no other attempt would change.
const rejectedCodes = foldedCodesOf(
  'denied',
  'entryRefused',
  'invalid',
  'operationDisabled',
  'tooLarge',
);

const tooLargeCodes = foldedCodesOf('tooLarge');
const invalidCodes = foldedCodesOf('invalid');
// Not that an array or a text is too long: there AWS says "length".
const sizeMessage =
  /toolarge|size.*(?:limit|exceed|greater|maximum)|(?:limit|exceed|maximum).*size/;

const refusalCodes = foldedCodesOf('invalid', 'tooLarge');

const unansweredCodes = foldedCodesOf('timedOut', 'noAnswer');

// AWS is busy or has a fault; somebody will repair the vendor's credentials, its clock or the Region's
// opt-in; EventBridge may have the events, or may never have seen them.
const retryableCodes = foldedCodesOf(
  'throttled',
  'outOfOrder',
  'expiredCredentials',
  'noCredentials',
  'unknownCredentials',
  'regionOff',
  'wrongSignature',
  'otherCredentials',
  'notConnected',
  'timedOut',
  'noAnswer',
  'reset',
  'broken',
  'processExhausted',
  'certificate',
);

// Answers without a code come from something between the client and the service: "HTTP 503", a refusal by
// a proxy, a redirection. The others are names of Node.js and OpenSSL with the same beginnings: for name
// resolution, certificates, TLS, sockets, streams, and answers that are not HTTP.
const retryableFamily =
  /^(?:http(?:5\d\d|307|401|403|407|408|429)|eai[a-z]+|cert[a-z]+|unableto[a-z]+|err(?:ssl|tls|socket|stream|http2)[a-z0-9]+|hpe[a-z]+)$/;
