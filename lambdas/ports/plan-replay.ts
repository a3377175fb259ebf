import type { Mapping } from '../domain/mapping.ts';
import type { ReplayRequest } from '../domain/history/replay.ts';

/** Counts what a replay would send now. Rejects when the history cannot be read. */
export type PlanReplay = (request: ReplayRequest, mapping: Mapping) => Promise<PlannedReplay>;

/** What a replay would do, as far as its history was read. */
export interface PlannedReplay {
  readonly events: number;
  readonly bytes: number;
  readonly secondsAtMost: number;
  /** When the outcomes of the first and the last of them were, epoch milliseconds; absent if there are none. */
  readonly firstMs?: number;
  readonly lastMs?: number;
  readonly withoutBody: number;
  /** Whether everything was counted; otherwise there is more. */
  readonly isComplete: boolean;
}
