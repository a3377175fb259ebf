import { fold, foldedCodesOf, type ErrorClass } from './error-codes.ts';
import { classifyFailure, type Failure } from './outcome.ts';

/** Why a call about one partner event source failed. */
export type CallFailureKind =
  /** Another call changes the same source at the same time. */
  | 'concurrentChange'
  | 'throttled'
  /** AWS has a fault, or cannot be reached. */
  | 'unavailable'
  /** The vendor has as many sources as AWS allows. */
  | 'sourceLimit'
  /** The operation is switched off in the Region. */
  | 'operationDisabled'
  /** The vendor's account has not switched the Region on. */
  | 'regionDisabled'
  /** Neither the customer's fault nor a passing one: a missing permission, or a request that AWS refuses. */
  | 'unexpected';

/** Classifies a failure of CreatePartnerEventSource, DeletePartnerEventSource or ListPartnerEventSourceAccounts. */
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

/** Whether AWS answered that it did not do the call. A call without an answer may have been done. */
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

// A Region that is switched off accepts no credentials, even if other Regions do. The table of delivery
// failures does not distinguish throttling from other passing failures; a person who waits for an answer
// should know.
const classes: readonly (readonly [ErrorClass, CallFailureKind])[] = [
  ['concurrentChange', 'concurrentChange'],
  ['sourceLimit', 'sourceLimit'],
  ['operationDisabled', 'operationDisabled'],
  ['unknownCredentials', 'regionDisabled'],
  ['regionOff', 'regionDisabled'],
  ['throttled', 'throttled'],
];

const kinds: ReadonlyMap<string, CallFailureKind> = new Map(
  classes.flatMap(([one, kind]) => [...foldedCodesOf(one)].map((code) => [code, kind] as const)),
);
