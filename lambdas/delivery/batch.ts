import type { Context, SQSBatchResponse, SQSRecord } from 'aws-lambda';
import type { Delivery } from '../domain/delivery.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { Failure } from '../domain/outcome.ts';
import type { Log } from '../ports/delivery.ts';
import type { KeptBodies } from '../ports/history.ts';
import type { EarlyAcknowledgement } from './acknowledge-early.ts';
import type { BatchActivity } from './batch-activity.ts';
import { newBatchCounters, type BatchCounters } from './batch-counters.ts';
import { divideTime, type Deadlines, type TimeShares } from './deadlines.ts';

/** A delivery of a batch. */
export interface Work extends Delivery {
  /** The id of the message in this batch that it comes from. */
  readonly messageId: string;
  /** The mapping of its source, as it was looked up for this batch. */
  readonly mapping: Mapping;
  /** Whether the customer does not want it any more, since it waited on the retry queue. */
  readonly isSkipped?: boolean;
  /** The event's text as its vendor wrote it, if it is at hand. */
  readonly text?: string;
  /** Why it cannot be put now: its detail could not be stored, or linked to. */
  readonly notPutFor?: Failure;
}

/** The deliveries of a batch by Region, in the order of its messages; each is made when it is needed. */
export type BatchWork = ReadonlyMap<string, Iterable<Work>>;

/** A batch under way: its time, what it counts, and what it learns about its sources. */
export interface Batch {
  readonly deadlines: Deadlines;
  readonly counters: BatchCounters;
  readonly activity: BatchActivity;
}

/** A batch whose messages have been read: each delivery with a durable disposition is settled here. */
export interface BatchContext extends Batch {
  readonly acknowledgement: EarlyAcknowledgement;
  /** Texts of events that are being stored apart for the history. */
  readonly texts?: KeptBodies | undefined;
}

/** Where the counters of a batch are published. */
export interface ReportServices {
  readonly report: (counters: BatchCounters) => void;
  readonly log: Log;
}

/** Begins a batch: divides the time that its invocation has left. */
export function beginBatch(
  invocation: Pick<Context, 'getRemainingTimeInMillis'>,
  { now, settings }: { readonly now: () => number; readonly settings: TimeShares },
): Batch {
  const nowMs = now();
  const endMs = nowMs + invocation.getRemainingTimeInMillis();
  return {
    deadlines: divideTime({ nowMs, endMs }, settings),
    counters: newBatchCounters(),
    activity: new Map(),
  };
}

/**
 * Ends a batch: counts the messages (ids) that go back to their queue, publishes the counters, and makes
 * the partial batch response. Never throws: the batch is settled, and must not come again.
 */
export function endBatch(
  returned: ReadonlySet<string>,
  counters: BatchCounters,
  { report, log }: ReportServices,
): SQSBatchResponse {
  counters.returned += returned.size;
  try {
    report(counters);
  } catch (error) {
    log.error('the counters of a batch could not be published', { error });
  }
  return { batchItemFailures: Array.from(returned, (itemIdentifier) => ({ itemIdentifier })) };
}

/** When SQS took the message, epoch milliseconds. */
export function sentAtMs({ attributes }: SQSRecord): number {
  return Number(attributes.SentTimestamp);
}
