import type { ProblemCode } from '../contract/problems.ts';
import type { Log } from '../ports/delivery.ts';
import { classifyCallFailure, type CallFailureKind } from '../domain/call-failure.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { Failure } from '../domain/outcome.ts';
import { problem, type Problem } from './problems.ts';

/** The problem that a failed call to AWS is for the tenant; what AWS said goes to the log alone. */
export function callProblem(
  failure: Failure,
  { sourceName, region }: Pick<Mapping, 'sourceName' | 'region'>,
  log: Log,
): Problem {
  const kind = classifyCallFailure(failure);
  const fields = { sourceName, region, kind, failure };
  if (isOurs.has(kind)) log.error('AWS refused a call about a source', fields);
  else log.warn('a call about a source failed', fields);
  return problem(codes[kind]);
}

/** What the vendor alone can mend. */
const isOurs: ReadonlySet<CallFailureKind> = new Set(['regionDisabled', 'unexpected']);

const codes: Readonly<Record<CallFailureKind, ProblemCode>> = {
  concurrentChange: 'concurrentChange',
  throttled: 'awsThrottled',
  unavailable: 'awsUnavailable',
  sourceLimit: 'awsSourceLimit',
  operationDisabled: 'regionUnavailable',
  regionDisabled: 'regionUnavailable',
  unexpected: 'internalError',
};
