/** What EventBridge said of a failed entry or request; empty texts when it said nothing. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** What became of one entry in one delivery attempt. */
export type Outcome =
  | { readonly kind: 'delivered'; readonly eventId: string }
  /** Both are tried for the same time; an unknown failure is told as such at its end. */
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

/**
 * The outcome of a failed entry, or of every entry of a request that failed whole. The code decides.
 * Only where it says no more than that a resource was not found, the message tells whether that is the
 * event source, and then it is AWS's own sentence and nothing else: any other text may hold the
 * vendor's words.
 */
export function classifyFailure(failure: Failure): Outcome {
  const code = fold(failure.code);
  if (retryableCodes.has(code) || retryableFamily.test(code)) {
    return { kind: 'retryable', failure, known: true };
  }
  if (sourceGoneCodes.has(code)) return { kind: 'sourceGone', failure };
  if (notFoundCodes.has(code) && isOfSource(failure.message))
    return { kind: 'sourceGone', failure };
  if (rejectedCodes.has(code)) return { kind: 'rejected', failure };
  return { kind: 'retryable', failure, known: false };
}

function isOfSource(message: string): boolean {
  return sourceGoneSentences.test(message);
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

/**
 * Whether a request failed whole for its size. EventBridge answers PutEvents with a ValidationException,
 * "Total size of the entries in the request is over the limit."; what stands before it, with HTTP 413.
 */
export function isForItsSize({ code, message }: Failure): boolean {
  const name = fold(code);
  if (tooLargeCodes.has(name)) return true;
  const text = message.slice(0, maxReadLength).replace(quoted, '');
  return name === 'validationexception' && sizeMessage.test(fold(text));
}

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
// PutEvents' documented codes, the codes that the SDK itself takes for throttling and for a clock that
// is wrong, and the names that Node.js gives to a connection that failed.
const sourceGoneCodes = foldAll('EventBusNotFound', 'PartnerEventSourceNotFound');
const notFoundCodes = foldAll('ResourceNotFoundException', 'ResourceNotFound');
// ActivateEventSource's (aws-sdk-js-v3 #4788), DescribeEventBus's, and what another partner matches.
const name = String.raw`(?:arn:[-a-z]+:events:[-a-z0-9]+:\d*:event-(?:source|bus)/)?aws\.partner/[.\-_A-Za-z0-9/]+`;
const sourceGoneSentences = new RegExp(
  `^(?:event source ${name}(?: or event bus ${name})?|event bus ${name}|partner event source(?: ${name})?) does not exist\\.?$`,
  'i',
);
const quoted = /"[^"]*"|'[^']*'/g;
const maxReadLength = 1024;

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

const tooLargeCodes = foldAll('RequestEntityTooLargeException', 'HTTP 413');
// Not that an array or a text has too many members: AWS says "length" of them.
const sizeMessage =
  /toolarge|size.*(?:limit|exceed|greater|maximum)|(?:limit|exceed|maximum).*size/;

const refusalCodes = foldAll('RequestEntityTooLargeException', 'ValidationException', 'HTTP 413');

// What the SDK makes of an aborted call, and Node.js of a connection that nobody takes.
const unansweredCodes = foldAll('TimeoutError', 'AbortError', 'ETIMEDOUT', unreadableAnswerCode);

// AWS is out of order, or busy.
const serviceCodes = [
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
];

// The vendor's credentials, its clock or the Region's switch: somebody will mend them, and the events
// are none the worse for it.
const credentialsCodes = [
  'AuthFailure',
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'OptInRequired',
  'RequestExpired',
  'RequestInTheFuture',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
  'TokenRefreshRequired',
  'UnrecognizedClientException',
];

// No answer, or none that can be read: EventBridge may hold the events, or never have seen them.
const connectionCodes = [
  'TimeoutError',
  'AbortError',
  'NetworkingError',
  unreadableAnswerCode,
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETRESET',
  'ENETUNREACH',
  'ENOTCONN',
  'ENOTFOUND',
  'EPIPE',
  'EPROTO',
  'ETIMEDOUT',
];

// The function's own process has run out of something that the next one has.
const processCodes = ['EADDRINUSE', 'EADDRNOTAVAIL', 'EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM'];

// Certificates by OpenSSL's names, which an interceptor between the function and AWS may have let expire.
const certificateCodes = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'SELF_SIGNED_CERT_IN_CHAIN',
];

const retryableCodes = foldAll(
  ...serviceCodes,
  ...credentialsCodes,
  ...connectionCodes,
  ...processCodes,
  ...certificateCodes,
);

// Answers without a code come from something between the client and the service: "HTTP 503", a refusal
// by a proxy, a redirection. The others are names that Node.js and OpenSSL begin in the same way: name
// resolution, certificates, TLS, sockets and streams, and answers that are no HTTP.
const retryableFamily =
  /^(?:http(?:5\d\d|307|401|403|407|408|429)|eai[a-z]+|cert[a-z]+|unableto[a-z]+|err(?:ssl|tls|socket|stream|http2)[a-z0-9]+|hpe[a-z]+)$/;
