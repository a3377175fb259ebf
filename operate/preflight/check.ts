import type { Stage } from '../../lib/stage/stage.ts';
import type { Answer } from './answer.ts';
import type { Clients } from './clients.ts';
import type { Finding } from './finding.ts';

/** Who the caller is, as STS says. */
export interface Identity {
  readonly account: string;
  readonly arn: string;
}

/** What the checks of a stage ask with. */
export interface PreflightServices {
  readonly clients: Clients;
  /** Requests to the sign-in's provider. */
  readonly fetch: (url: URL, init: RequestInit) => Promise<Response>;
  /** The addresses of a host, as this machine resolves it. */
  readonly resolve: (host: string) => Promise<readonly string[]>;
  /** Milliseconds on a clock that only goes on. */
  readonly now: () => number;
  /** The time that a check has, which begins with the call. */
  readonly timeLimit: () => AbortSignal;
}

/** What a check is given. */
export interface CheckContext extends Omit<PreflightServices, 'timeLimit'> {
  readonly stage: Stage;
  /** Aborted when the check's time is over. */
  readonly signal: AbortSignal;
  /** Who calls, asked for once. */
  readonly identity: () => Promise<Answer<Identity>>;
}

/** Something that can be known of a stage, before its deployment or after, by calls that change nothing. */
export interface Check {
  /** For people, a few words. */
  readonly name: string;
  /** What is so. What cannot be found out is a finding too: a rejection is a mistake of ours. */
  readonly run: (context: CheckContext) => Promise<readonly Finding[]>;
}
