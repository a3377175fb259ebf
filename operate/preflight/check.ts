import type { Stage } from '../../lib/stage/stage.ts';
import type { Answer } from './answer.ts';
import type { Clients } from './clients.ts';
import type { Finding } from './finding.ts';

/** The caller according to STS. */
export interface Identity {
  readonly account: string;
  readonly arn: string;
}

/** What the checks of a stage need from outside. */
export interface PreflightServices {
  readonly clients: Clients;
  /** Requests to the sign-in provider. */
  readonly fetch: (url: URL, init: RequestInit) => Promise<Response>;
  /** The addresses of a host, as this machine resolves it. */
  readonly resolve: (host: string) => Promise<readonly string[]>;
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  /** The time limit of a check, starting with this call. */
  readonly timeLimit: () => AbortSignal;
}

/** The input of a check. */
export interface CheckContext extends Omit<PreflightServices, 'timeLimit'> {
  readonly stage: Stage;
  /** Aborted when the check's time limit is reached. */
  readonly signal: AbortSignal;
  /** The caller, requested once. */
  readonly identity: () => Promise<Answer<Identity>>;
}

/** A check of a stage before or after its deployment, with read-only calls. */
export interface Check {
  /** A short name for the report. */
  readonly name: string;
  /** The findings. A question without an answer is a finding too: a rejection is a bug. */
  readonly run: (context: CheckContext) => Promise<readonly Finding[]>;
}
