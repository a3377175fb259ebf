import type { FieldError, ProblemCode } from '../contract/problems.ts';

/** Why a request is refused. */
export interface Problem {
  readonly kind: 'problem';
  readonly code: ProblemCode;
  /** What is wrong this time, for a person; nothing internal. */
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** Where it is not as the table has it. */
  readonly retryAfterSeconds?: number;
  /** The id of the replay that is in the way. */
  readonly replay?: string;
}

/** Makes a problem. */
export function problem(code: ProblemCode, rest: Omit<Problem, 'kind' | 'code'> = {}): Problem {
  return { kind: 'problem', code, ...rest };
}

/** The problem of a request with wrong fields. */
export function invalidRequest(errors: readonly FieldError[]): Problem {
  return problem('invalidRequest', { errors });
}
