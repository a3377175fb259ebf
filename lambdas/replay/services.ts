import type { DeliverContext, DeliverServices } from '../delivery/deliver.ts';
import type { ReportServices } from '../delivery/batch.ts';
import type { NoteActivity } from '../delivery/note-activity.ts';
import type { ReplayState } from '../domain/history/replay.ts';
import type { HistoryReaders } from '../ports/history.ts';
import type { MissedSent, ReplayTable, ReplayTurns, WakeReplay } from '../ports/replays.ts';

/** How replays are sent. */
export interface ReplaySettings {
  readonly pageEvents: number;
  readonly pageSeconds: number;
  readonly readSeconds: number;
  readonly waitSeconds: number;
  readonly restSeconds: number;
  readonly recoverSeconds: number;
  readonly givesWayAboveMessages: number;
  readonly maxRunning: number;
  readonly rememberedEvents: number;
  readonly settleSeconds: number;
  readonly maxFailures: number;
}

/** What the replay function needs from outside. */
export interface ReplayServices extends DeliverServices, ReportServices {
  readonly replays: Pick<ReplayTable, 'find' | 'save'>;
  readonly turns: ReplayTurns;
  readonly wake: WakeReplay;
  readonly missedSent: MissedSent;
  readonly readers: HistoryReaders;
  /** How many messages wait on the events queue; rejects when the queue cannot be asked. */
  readonly eventsWaiting: () => Promise<number>;
  readonly replaySettings: ReplaySettings;
  readonly reportEntries: (entries: number) => void;
  readonly reportEnded: (state: ReplayState) => void;
}

/** The services, and what an execution environment remembers from invocation to invocation. */
export interface ReplayContext extends ReplayServices, DeliverContext {
  readonly noteActivity: NoteActivity;
}
