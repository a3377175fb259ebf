/** The code of a call whose answer cannot be read, so that nobody knows its entries' outcomes. */
export const unreadableAnswerCode = 'UnreadableAnswer';

/** The code of a call that was not answered in its time. */
export const timeoutCode = 'TimeoutError';

/** The code of a delivery whose detail could not be stored in the payload bucket, or linked to. */
export const payloadUnreachableCode = 'PayloadUnreachable';

/** Node.js's code for a host name that does not exist. */
export const unknownHostCode = 'ENOTFOUND';

/**
 * The codes of errors by what they mean: the one list that deliveries, calls about sources, the producer
 * and the command line use. No document lists the codes of PutPartnerEvents. These come from the
 * onboarding guide ("Event Bus Not Found", "Internal Service Error"), the service model's exceptions,
 * PutEvents' documented codes, the codes that the SDK itself treats as throttling and as a wrong clock,
 * and Node.js's names for a failed connection.
 */
export const errorCodes = {
  /** AWS takes no more requests for now. */
  throttled: [
    'Throttling',
    'ThrottlingException',
    'ThrottledException',
    'TooManyRequestsException',
    'RequestLimitExceeded',
    'RequestThrottled',
    'RequestThrottledException',
    'SlowDown',
    'HTTP 429',
  ],
  /** AWS has a fault, or is busy. */
  outOfOrder: [
    'InternalException',
    'InternalFailure',
    'InternalServiceError',
    'InternalServerError',
    'ServiceUnavailable',
    'ServiceUnavailableException',
    'RequestTimeout',
    'RequestTimeoutException',
  ],
  /** The source, or its event bus, is not there. */
  sourceGone: ['EventBusNotFound', 'PartnerEventSourceNotFound'],
  /** Something is not there, and only the message says what. */
  notFound: ['ResourceNotFoundException', 'ResourceNotFound'],
  /** The caller has no permission. */
  denied: ['AccessDeniedException'],
  /** The same by other services than EventBridge. */
  deniedElsewhere: ['AccessDenied', 'UnauthorizedOperation'],
  /** AWS has switched the operation off in the Region. */
  operationDisabled: ['OperationDisabledException'],
  /** The request, or an entry of it, is not valid. */
  invalid: ['ValidationException'],
  /** An entry is not one that the partner may send. */
  entryRefused: [
    'InvalidAccountIdException',
    'InvalidArgument',
    'MalformedDetail',
    'NotAuthorizedForDetailTypeException',
    'NotAuthorizedForSourceException',
    'RedactionFailure',
  ],
  /** The request is too large; `HTTP 413` by a proxy before the service. */
  tooLarge: ['RequestEntityTooLargeException', 'HTTP 413'],
  /** Another call changes the same source at the same time. */
  concurrentChange: ['ConcurrentModificationException'],
  /** The partner has as many sources as AWS allows. */
  sourceLimit: ['LimitExceededException'],
  /** The caller's credentials have expired. */
  expiredCredentials: ['ExpiredToken', 'ExpiredTokenException', 'RequestExpired'],
  /** The caller has no credentials: no call was made. */
  noCredentials: ['CredentialsProviderError'],
  /** Nobody is signed in: no call was made. It comes from a person's single sign-on alone. */
  noSignOn: ['TokenProviderError'],
  /** AWS does not know the credentials; so does a Region that the account has not switched on. */
  unknownCredentials: ['InvalidClientTokenId', 'UnrecognizedClientException'],
  /** The account has not switched the Region on. */
  regionOff: ['OptInRequired'],
  /** The request was not signed with these credentials. */
  wrongSignature: ['InvalidSignatureException', 'SignatureDoesNotMatch'],
  /** Other trouble with credentials, or a clock that is wrong. */
  otherCredentials: [
    'AuthFailure',
    'IncompleteSignature',
    'MissingAuthenticationToken',
    'MissingAuthenticationTokenException',
    'RequestInTheFuture',
    'RequestTimeTooSkewed',
    'TokenRefreshRequired',
  ],
  /** No connection was made, so that AWS has seen nothing of the call. */
  notConnected: ['EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', unknownHostCode],
  /** Nothing came back in time: the SDK's name for it, and Node.js's for a connection that nobody accepts. */
  timedOut: [timeoutCode, 'ETIMEDOUT'],
  /** The call was given up, or its answer cannot be read. */
  noAnswer: ['AbortError', unreadableAnswerCode],
  /** The other side cut the connection. */
  reset: ['ECONNRESET'],
  /** The connection broke in another way. */
  broken: [
    'NetworkingError',
    'ECONNABORTED',
    'EHOSTDOWN',
    'ENETDOWN',
    'ENETRESET',
    'ENOTCONN',
    'EPIPE',
    'EPROTO',
  ],
  /** The function's own process has run out of something; the next one has it. */
  processExhausted: ['EADDRINUSE', 'EADDRNOTAVAIL', 'EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM'],
  /** OpenSSL's names for bad certificates, perhaps of an interceptor between the function and AWS. */
  certificate: [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'HOSTNAME_MISMATCH',
    'INVALID_CA',
    'SELF_SIGNED_CERT_IN_CHAIN',
  ],
} as const;

/** What a code means. */
export type ErrorClass = keyof typeof errorCodes;

/** The codes of some classes, as they are written. */
export function codesOf(...classes: readonly ErrorClass[]): readonly string[] {
  return classes.flatMap((one) => errorCodes[one]);
}

/** The codes of some classes, as {@link fold} writes them. */
export function foldedCodesOf(...classes: readonly ErrorClass[]): ReadonlySet<string> {
  return new Set(codesOf(...classes).map(fold));
}

/** The codes of all other classes than these, as {@link fold} writes them. */
export function foldedCodesBut(...classes: readonly ErrorClass[]): ReadonlySet<string> {
  const others = Object.entries(errorCodes).filter(
    ([name]) => !classes.some((one) => one === name),
  );
  return new Set(others.flatMap(([, codes]) => codes.map(fold)));
}

/** Lower case, and no character but letters and digits: "Event Bus Not Found" is EventBusNotFound. */
export function fold(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
