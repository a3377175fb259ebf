import type { SourceRows } from '../domain/history/gather.ts';
import type { BodyPlace } from '../domain/history/row.ts';
import type { RecorderState } from '../domain/history/recorder-state.ts';
import type { WireHead } from '../domain/history/wire.ts';
import type { Log, ReceivedMessage } from './delivery.ts';

/** A message of the history queue. */
export interface HistoryMessage extends ReceivedMessage {
  /** When SQS took it, epoch milliseconds. */
  readonly sentAtMs: number;
  readonly body: string;
}

/** The history queue, as the recorder empties it. */
export interface HistoryQueue {
  /** Up to ten messages, after a wait of a second if there are none; rejects when SQS does not answer. */
  receive(): Promise<readonly HistoryMessage[]>;
  /** Deletes messages; returns the ids of those whose deletion is confirmed. Never rejects. */
  delete(messages: readonly ReceivedMessage[]): Promise<readonly string[]>;
  /** How many messages can be received now, about. */
  countWaiting(): Promise<number>;
  /** How many messages nobody can receive now, about: the delayed ones, and those in flight. */
  countHidden(): Promise<number>;
}

/** What a message says. */
export interface UnpackedMessage extends WireHead {
  /** Unpacks the texts; throws if they cannot be. */
  readonly unpackTexts: () => readonly Uint8Array[];
}

/** When a write must have ended, epoch milliseconds. */
export interface WriteTime {
  readonly untilMs: number;
}

/** The table of the history, as the recorder writes it. Every method rejects when it does not answer. */
export interface RecorderTable {
  load(): Promise<RecorderState>;
  /** Writes the next version; `superseded` if the table does not have the version before it. */
  save(state: RecorderState): Promise<'saved' | 'superseded'>;
  /** Writes the chunks of a round; returns their number, or undefined if not all are written in time. */
  writeChunks(
    chunks: readonly SourceRows[],
    roundMs: number,
    time: WriteTime,
  ): Promise<number | undefined>;
  /** The message ids of rounds whose messages are perhaps still on the queue, by the time of the round. */
  loadMessageIds(): Promise<ReadonlyMap<number, readonly string[]>>;
  /** Remembers the ids of a round's messages, instead of those remembered before; forgets them if none. */
  keepMessageIds(roundMs: number, ids: readonly string[]): Promise<void>;
}

/** A text to be stored. */
export interface NewText {
  readonly tenant: string;
  readonly text: Uint8Array;
}

/** Stores the texts of a round in one object. */
export type StoreTexts = (
  texts: readonly NewText[],
  time: WriteTime,
) => Promise<ReadonlyMap<NewText, BodyPlace>>;

/** What the recorder needs from outside. */
export interface RecorderServices {
  readonly queue: HistoryQueue;
  readonly table: RecorderTable;
  readonly storeTexts: StoreTexts;
  /** Reads the body of a message; throws if it is none. */
  readonly unpack: (body: string) => UnpackedMessage;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly limits: RecorderLimits;
}

/** How much a run does at once, and how long its results are kept. */
export interface RecorderLimits {
  readonly rowDays: number;
  /** Receives under way at once, at the most. */
  readonly receivesInFlight: number;
  /** What a round holds in memory at the most: messages and texts in bytes, and rows. */
  readonly maxRoundBytes: number;
  readonly maxRoundRows: number;
  readonly maxRoundMessages: number;
}

/** What a run did. */
export interface RecorderReport {
  /** Whether another run had the lease, so that nothing was done. */
  readonly isBusy: boolean;
  /** Whether the messages were left to the next run, since they are few. */
  readonly isDeferred: boolean;
  readonly messages: number;
  readonly rows: number;
  readonly chunks: number;
  readonly rounds: number;
  /** Messages that cannot be read. */
  readonly unreadable: number;
  /** Rounds that were given up, of this run and of a dead one before it. */
  readonly givenUp: number;
  /** From the oldest outcome until it was recorded; absent if nothing was recorded. */
  readonly delayMs?: number;
  /** Whether messages were left because the time was over or AWS did not answer. */
  readonly isIncomplete: boolean;
  /** Whether the run found nothing more to record. */
  readonly isClear: boolean;
}
