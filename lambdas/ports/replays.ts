import type { Replay } from '../domain/history/replay.ts';

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

/** Wakes the function that replays, for one page of a replay. */
export type WakeReplay = (
  replay: Pick<Replay, 'id'> & { readonly tenant: string },
  delaySeconds?: number,
) => Promise<void>;
