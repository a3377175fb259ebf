import type { Mapping } from '../mapping.ts';
import type { CallShare } from './call-share.ts';
import type { Pace } from './pace.ts';
import type { PartOfChunk, Passed, TimeSpan } from './passed.ts';
import type { ReplayOutcome, ReplayState } from './terms.ts';

export { replayOutcomes, replayStates } from './terms.ts';
export type { ReplayOutcome, ReplayState } from './terms.ts';

/** Which events of a source somebody asked for. */
export interface ReplayRequest {
  readonly source: Pick<
    Mapping,
    'tenant' | 'generator' | 'sourceArn' | 'sourceName' | 'region' | 'generation'
  >;
  /** From when on the outcomes were, epoch milliseconds. */
  readonly fromMs: number;
  /** Up to when, exclusive. */
  readonly toMs: number;
  readonly outcomes: readonly ReplayOutcome[];
  /** All if absent. */
  readonly detailTypes?: readonly string[];
  /** The vendor's ids; all if absent. */
  readonly events?: readonly string[];
  /** Events a second, for the customer's sake. */
  readonly maxPerSecond?: number;
  /**
   * Only in a request for what a source missed: what earlier ones have sent of that, which this one does
   * not send again.
   */
  readonly passed?: readonly Passed[];
  /** When it was in doubt whether the customer listened, as the mapping said at the request. */
  readonly doubt?: TimeSpan;
}

/** How far a replay has come. */
export interface ReplayProgress {
  /** Events that match, as far as they are known: the plan's figure before the end. */
  readonly planned: number;
  /** Accepted by EventBridge at once. */
  readonly sent: number;
  /** Not accepted at once: they are on the retry queue, or dead-lettered. */
  readonly failed: number;
  /** Left out, since the source's filter excludes them today. */
  readonly filtered: number;
  /** Left out, since their text is no longer kept or never was, or their rows are lost (at the most so many). */
  readonly withoutBody: number;
}

/** A replay or, with a single event, a resend. */
export interface Replay extends ReplayRequest {
  /** Unique, ascending with time. */
  readonly id: string;
  readonly kind: 'replay' | 'resend';
  readonly state: ReplayState;
  readonly progress: ReplayProgress;
  /** The last chunk that was sent, by Region of the history. */
  readonly cursor: Readonly<Record<string, string>>;
  /** Grows with each write: a write is for the version that was read. */
  readonly version: number;
  /** Who asked for it: the token's subject, `reconciler`, or `operator` for the command line. */
  readonly startedBy: string;
  /** RFC 3339 date-times. */
  readonly createdAt: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** Why it ended before its end, in words. */
  readonly endReason?: string;
  /** Whether somebody asked for its end; it stops after the page that it is sending. */
  readonly isCancelRequested?: boolean;
  /** What the function remembers from step to step; absent before the first one. */
  readonly run?: ReplayRun;
}

/** What the function that sends a replay remembers of it from one step to the next. */
export interface ReplayRun {
  /** The number of the last step that began, from 1. */
  readonly step: number;
  /** When it began, epoch milliseconds. */
  readonly beganAtMs: number;
  /** Until when it may be at work, epoch milliseconds; absent once the next one was asked for. */
  readonly untilMs?: number;
  /** How many steps in a row have failed. */
  readonly failures: number;
  /** How far the chunk after the cursor was sent, by Region. */
  readonly within: Readonly<Record<string, PartOfChunk>>;
  /** The last events that were sent, as `seenEvents` writes them. */
  readonly seen: string;
  readonly calls?: CallShare;
  readonly pace?: Pace;
}

/** A replay that has sent nothing yet. */
export const noProgress: ReplayProgress = {
  planned: 0,
  sent: 0,
  failed: 0,
  filtered: 0,
  withoutBody: 0,
};

/** Whether a replay sends nothing more. */
export function isOver({ state }: Pick<Replay, 'state'>): boolean {
  return state !== 'waiting' && state !== 'running';
}
