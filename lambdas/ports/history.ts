import type { ChunkSummary } from '../domain/history/chunk.ts';
import type { BodyPlace, HistoryRow } from '../domain/history/row.ts';
import type { DomainEvent } from '../domain/domain-event.ts';
import type { CallTime } from './delivery.ts';

/** Whose history it is: one source of one tenant. */
export interface HistorySource {
  readonly tenant: string;
  readonly sourceArn: string;
}

/** A row on its way to the history, with its source and the event that it is about. */
export interface HistoryRecord extends HistorySource {
  readonly row: HistoryRow;
  /** The event whose text is recorded; absent if it is not, or if the row has its place already. */
  readonly event?: DomainEvent;
  /** The event's text as its vendor wrote it, if it is at hand. */
  readonly text?: string | undefined;
}

/** An event whose text is stored. */
export interface KeptEvent {
  readonly event: DomainEvent;
  /** As its vendor wrote it, if it is at hand. */
  readonly text?: string | undefined;
}

/** Where the functions that deliver record what became of deliveries. */
export interface HistorySink {
  /**
   * Records rows, and the texts of events that have no place yet: one text for an event, however many
   * rows it has. Returns for each record, by index, whether the history has it durably; never rejects.
   */
  record(records: readonly HistoryRecord[], time?: CallTime): Promise<readonly boolean[]>;
  /**
   * Begins to store the texts of many events, which would be too much for the queue. Returns at once.
   * A row may have the place of an event at once; whoever needs the text to be durable waits for
   * `stored`, which never rejects.
   */
  keepBodies(events: readonly KeptEvent[], time?: CallTime): KeptBodies;
}

/** The texts of some events. */
export interface KeptBodies {
  readonly placeOf: (event: DomainEvent) => BodyPlace | undefined;
  /** Whether they are stored. */
  readonly stored: Promise<boolean>;
}

/** A chunk of a source's history. Chunks have the order in which they were recorded. */
export interface HistoryChunk extends ChunkSummary {
  /** When it was recorded, epoch milliseconds with 13 digits, and what makes it unique. */
  readonly position: string;
  /** Reads the rows, in the order of their times. Rejects when AWS does not answer. */
  readonly rows: () => Promise<readonly HistoryRow[]>;
}

/** Which chunks are asked for. */
export interface ChunkQuery extends CallTime {
  readonly newestFirst: boolean;
  /** Positions, exclusive. */
  readonly after?: string;
  readonly before?: string;
}

/** A page of chunks. */
export interface ChunkPage {
  readonly chunks: readonly HistoryChunk[];
  /** The position to go on from; absent on the last page. */
  readonly next?: string;
  /** What was read to find them, in bytes. */
  readonly bytes: number;
  /** How far the history was recorded when it was read: {@link RecordingState}. */
  readonly through: string;
}

/** How far the history of a Region is recorded. */
export interface RecordingState {
  /** Every chunk up to this position is written, and no other will be: exclusive bound for readers. */
  readonly through: string;
  /** When the last run began that found nothing more to record, epoch milliseconds. */
  readonly clearAtMs: number;
  /** The longest time from an outcome until it was recorded, while the history is kept; milliseconds. */
  readonly latenessMs: number;
}

/** Reads the history of one data plane's Region. Every method rejects when AWS does not answer in time. */
export interface HistoryReader {
  /**
   * A page of chunks of a source, at most 1 MB of them. Chunks of a run that is under way or was given up
   * are left out, as are those whose time is over.
   */
  page(source: HistorySource, query: ChunkQuery): Promise<ChunkPage>;
  /** The summaries of whole hours of a source that are known, by the hour (epoch milliseconds). */
  hours(
    source: HistorySource,
    fromMs: number,
    toMs: number,
  ): Promise<ReadonlyMap<number, ChunkSummary>>;
  /** Remembers the summary of an hour that is over; an hour without chunks has counts of zero. */
  rememberHour(source: HistorySource, hourMs: number, summary: ChunkSummary): Promise<void>;
  /**
   * The text of an event; undefined if it is no longer kept. The text is checked: it must be the event
   * `eventId` of a generator of the tenant, otherwise it counts as absent and is reported.
   */
  body(tenant: string, eventId: string, place: BodyPlace): Promise<string | undefined>;
  recordingState(): Promise<RecordingState>;
}

/** The readers of the Regions that have a data plane, by Region. */
export type HistoryReaders = ReadonlyMap<string, HistoryReader>;
