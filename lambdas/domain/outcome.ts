/** What EventBridge said of a failed entry or request; empty texts when it said nothing. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** What became of one entry in one delivery attempt. */
export type Outcome =
  | { readonly kind: 'delivered'; readonly eventId: string }
  /** `known` failures are retried as long as the event is young, unknown ones a few times. */
  | { readonly kind: 'retryable'; readonly failure: Failure; readonly known: boolean }
  | { readonly kind: 'sourceGone'; readonly failure: Failure }
  | { readonly kind: 'rejected'; readonly failure: Failure };

/** One entry of a PutPartnerEvents answer, as the service model has it. */
export interface EntryResult {
  readonly EventId?: string | undefined;
  readonly ErrorCode?: string | undefined;
  readonly ErrorMessage?: string | undefined;
}

/**
 * The outcome of the entry at the same index of the request. A missing result, or one with neither an
 * id nor an error, tells nothing: EventBridge may hold the event, so it is sent again.
 */
export function classifyEntry(result: EntryResult | undefined): Outcome {
  if (result === undefined) return unanswered('no result came back for the entry');
  const { EventId: eventId, ErrorCode: code, ErrorMessage: message } = result;
  if (code || message) return classifyFailure({ code: code ?? '', message: message ?? '' });
  return eventId ? { kind: 'delivered', eventId } : unanswered('the result has no event id');
}

/** The outcome of a failed entry, or of every entry of a request that failed whole. */
export function classifyFailure(failure: Failure): Outcome {
  const code = fold(failure.code);
  const message = fold(failure.message.replace(sourceNames, ''));
  if (retryableCodes.has(code) || serverFault.test(code))
    return { kind: 'retryable', failure, known: true };
  if (goneCodes.has(code) || goneMessage.test(message)) return { kind: 'sourceGone', failure };
  if (rejectedCodes.has(code)) return { kind: 'rejected', failure };
  return { kind: 'retryable', failure, known: false };
}

/**
 * Whether a request failed whole for what some entry in it is, so that halves of it may pass: too
 * large, not valid, or naming a source that is gone.
 */
export function isForSomeEntry(failure: Failure): boolean {
  return refusalCodes.has(fold(failure.code)) || classifyFailure(failure).kind === 'sourceGone';
}

/** The code of a call whose answer cannot be read: nobody knows what became of its entries. */
export const unreadableAnswerCode = 'UnreadableAnswer';

/** Whether a call ended because nothing came back in the time it had. */
export function isUnanswered({ code }: Failure): boolean {
  return unansweredCodes.has(fold(code));
}

function unanswered(message: string): Outcome {
  return { kind: 'retryable', failure: { code: 'NoResult', message }, known: true };
}

/** Lower case, and no character but letters and digits: "Event Bus Not Found" is EventBusNotFound. */
export function fold(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function foldAll(...codes: string[]): ReadonlySet<string> {
  return new Set(codes.map(fold));
}

// The table. No document lists the error codes of PutPartnerEvents; what is here comes from the
// onboarding guide ("Event Bus Not Found", "Internal Service Error"), the service model's exceptions,
// PutEvents' documented codes, the codes that the SDK itself takes for throttling, those of credentials
// that somebody will mend, and the names that it and Node.js give to a lost connection.
const goneCodes = foldAll('EventBusNotFound', 'PartnerEventSourceNotFound');
// A generator may be called acme/not-found: its name says nothing of the failure.
const sourceNames = /aws\.partner\/[.\-_A-Za-z0-9/]*/g;
const goneMessage = /event(?:bus|source).*(?:notfound|doesnotexist)/;

const rejectedCodes = foldAll(
  'AccessDeniedException',
  'InvalidAccountIdException',
  'InvalidArgument',
  'MalformedDetail',
  'NotAuthorizedForDetailTypeException',
  'NotAuthorizedForSourceException',
  'OperationDisabledException',
  'RedactionFailure',
  'RequestEntityTooLargeException',
  'ValidationException',
  'HTTP 413',
);

const refusalCodes = foldAll('RequestEntityTooLargeException', 'ValidationException', 'HTTP 413');

// What the SDK makes of an aborted call, and Node.js of a connection that nobody takes.
const unansweredCodes = foldAll('TimeoutError', 'AbortError', 'ETIMEDOUT', unreadableAnswerCode);

const retryableCodes = foldAll(
  unreadableAnswerCode,
  'InternalException',
  'InternalFailure',
  'InternalServiceError',
  'InternalServerError',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'RequestTimeout',
  'RequestTimeoutException',
  'TimeoutError',
  'AbortError',
  'NetworkingError',
  'CredentialsProviderError',
  'ExpiredTokenException',
  'ExpiredToken',
  'InvalidSignatureException',
  'RequestExpired',
  'UnrecognizedClientException',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
);

// "HTTP 503": an answer without a code, from something between the client and the service.
const serverFault = /^http(?:5\d\d|429)$/;
