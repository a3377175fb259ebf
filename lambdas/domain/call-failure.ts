import { classifyFailure, fold, type Failure } from './outcome.ts';

/** Why a call about one partner event source came to nothing. */
export type CallFailureKind =
  /** Something else changes the same source at this moment. */
  | 'concurrentChange'
  | 'throttled'
  /** AWS is out of order, or cannot be reached. */
  | 'unavailable'
  /** The vendor has as many sources as AWS allows. */
  | 'sourceLimit'
  /** The operation is switched off in the Region. */
  | 'operationDisabled'
  /** The vendor's account has not switched the Region on. */
  | 'regionDisabled'
  /** No fault of the customer's, and none that passes: a missing right, a request that AWS does not take. */
  | 'unexpected';

/** What a failure of CreatePartnerEventSource, DeletePartnerEventSource or ListPartnerEventSourceAccounts is. */
export function classifyCallFailure(failure: Failure): CallFailureKind {
  const kind = kinds.get(fold(failure.code));
  if (kind !== undefined) return kind;
  const ofEntry = classifyFailure(failure);
  return ofEntry.kind === 'retryable' && ofEntry.known ? 'unavailable' : 'unexpected';
}

/** Whether the same call may succeed a moment later. */
export function isPassing(failure: Failure): boolean {
  return passing.has(classifyCallFailure(failure));
}

/** Whether AWS has answered that it did not do what it was asked. What has no answer may be done. */
export function isRefusal(failure: Failure): boolean {
  const kind = classifyCallFailure(failure);
  return kind === 'unexpected'
    ? classifyFailure(failure).kind === 'rejected'
    : kind !== 'unavailable';
}

const passing: ReadonlySet<CallFailureKind> = new Set([
  'concurrentChange',
  'throttled',
  'unavailable',
]);

// The first three are the service model's. A Region that is switched off knows no credentials, however
// good they are elsewhere. The table of delivery failures does not tell throttling from other failures
// that pass; a person who waits is told.
const table: readonly (readonly [code: string, kind: CallFailureKind])[] = [
  ['ConcurrentModificationException', 'concurrentChange'],
  ['LimitExceededException', 'sourceLimit'],
  ['OperationDisabledException', 'operationDisabled'],
  ['UnrecognizedClientException', 'regionDisabled'],
  ['InvalidClientTokenId', 'regionDisabled'],
  ['OptInRequired', 'regionDisabled'],
  ['Throttling', 'throttled'],
  ['ThrottlingException', 'throttled'],
  ['ThrottledException', 'throttled'],
  ['TooManyRequestsException', 'throttled'],
  ['RequestLimitExceeded', 'throttled'],
  ['RequestThrottled', 'throttled'],
  ['RequestThrottledException', 'throttled'],
  ['SlowDown', 'throttled'],
  ['HTTP 429', 'throttled'],
];

const kinds: ReadonlyMap<string, CallFailureKind> = new Map(
  table.map(([code, kind]) => [fold(code), kind]),
);
