import type { BusEvent } from '../put-events/bus-event.ts';
import type { ViewLog } from './view-log.ts';

/** An event in an archive. */
export type ArchivedEvent = { readonly event: BusEvent; readonly archivedAtMs: number };

/** An archive of the events of one bus. */
export type Archive = {
  readonly name: string;
  readonly bus: string;
  readonly createdAtMs: number;
  readonly events: ViewLog<ArchivedEvent>;
  patternText: string | undefined;
  /** 0 keeps the events for ever. */
  retentionDays: number;
  /** Members that are only stored and shown: Description, KmsKeyIdentifier. */
  shown: Readonly<Record<string, unknown>>;
};

/** The states of a replay. */
export const REPLAY_STATES = [
  'STARTING',
  'RUNNING',
  'CANCELLING',
  'COMPLETED',
  'CANCELLED',
  'FAILED',
] as const;

/** A replay of an archive's events. Times are milliseconds since 1970. */
export type Replay = {
  readonly name: string;
  readonly archive: string;
  readonly description: string | undefined;
  readonly destinationArn: string;
  /** The ARNs of the only rules that the events go to; undefined for all rules of the bus. */
  readonly filterArns: readonly string[] | undefined;
  readonly eventsFromMs: number;
  readonly eventsToMs: number;
  readonly startedAtMs: number;
  state: (typeof REPLAY_STATES)[number];
  stateReason: string | undefined;
  /** When the state may change next; of no use once the replay has ended. */
  dueAtMs: number;
  /** Events before it have been replayed. */
  nextFromMs: number;
  lastReplayedMs: number | undefined;
  endedAtMs: number | undefined;
};

/** Whether a replay has not ended. */
export function isActive({ state }: Replay): boolean {
  return state === 'STARTING' || state === 'RUNNING' || state === 'CANCELLING';
}
