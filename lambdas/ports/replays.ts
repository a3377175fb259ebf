import type { ReplayMessage } from '../domain/history/replay-message.ts';
import type { Turn } from '../domain/history/replay-turns.ts';
import type { Replay } from '../domain/history/replay.ts';
import type { MappingVersion } from './delivery.ts';

/** The replays of tenants. Every method rejects when the table cannot be reached. */
export interface ReplayTable {
  /** Writes a new replay, unless there is one of this id. */
  create(replay: Replay): Promise<'created' | 'exists'>;
  /** A replay as it is at this moment. */
  find(tenant: string, id: string): Promise<Replay | undefined>;
  /** A tenant's replays, the newest first, or those of one source. */
  list(tenant: string, query: ReplayQuery): Promise<ReplayPage>;
  /** Writes the next version of a replay, on condition that the table has the version before it. */
  save(replay: Replay): Promise<'saved' | 'superseded'>;
  /** Asks for the end of a replay that is not over. */
  requestCancel(tenant: string, id: string): Promise<'requested' | 'over' | 'absent'>;
}

/** Which replays are asked for. */
export interface ReplayQuery {
  readonly sourceArn?: string;
  /** 1 to 100. */
  readonly limit: number;
  /** The id that the page comes after. */
  readonly after?: string;
}

/** A page of replays; the last one has no `next`. */
export interface ReplayPage {
  readonly replays: readonly Replay[];
  readonly next?: string;
}

/**
 * Puts a message on the replay queue, which wakes the function for a step of a replay. Rejects when the
 * queue does not take it. Without a step it wakes a replay that is new, or that nobody works at any more;
 * to wake any other one does nothing.
 */
export type WakeReplay = (message: ReplayMessage, delaySeconds?: number) => Promise<void>;

/** Whose turn it is to send, by the Region of the sources. Every method rejects when the table cannot be reached. */
export interface ReplayTurns {
  /** Asks for a turn, or for the next one of a replay that has it. */
  ask(region: string, turn: Turn, limits: TurnLimits): Promise<'granted' | 'wait'>;
  /** Gives back the turn of a replay that is over. */
  giveBack(region: string, replay: string): Promise<void>;
}

/** What bounds turns. */
export interface TurnLimits {
  readonly nowMs: number;
  /** How many replays of a Region send at once. */
  readonly maxRunning: number;
}

/**
 * Notes that what a source missed in a time (RFC 3339) was sent again: its mapping's `missedSince` goes,
 * or moves if more may have been missed since. Nothing changes if another registration has taken the
 * mapping's place. Rejects when the table cannot be reached.
 */
export type MissedSent = (
  mapping: MappingVersion,
  time: { readonly from: string; readonly until: string },
) => Promise<void>;
