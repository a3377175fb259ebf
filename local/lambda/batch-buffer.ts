import type { SQSRecord } from 'aws-lambda';

import { maxPayloadBytes } from './invoke-result.ts';

/** When a batch is complete. */
export interface BatchLimits {
  readonly batchSize: number;
}

/** Received messages that wait for their invocation, in order. */
export interface BatchBuffer {
  size(): number;
  /** How many more messages the batch can take. */
  room(): number;
  add(records: readonly SQSRecord[], nowMs: number): void;
  /**
   * Milliseconds until a batch is ready: 0 when one is ready now, undefined when nothing waits.
   *
   * @param gatherMs how long a batch is gathered that is not full, from its first message
   */
  readyInMs(nowMs: number, gatherMs: number): number | undefined;
  /** Removes the next batch: as many messages as the batch size and Lambda's payload limit allow, at least one. */
  take(): SQSRecord[];
  /** Removes everything. */
  drain(): SQSRecord[];
}

interface Waiting {
  readonly record: SQSRecord;
  /** Its share of the event's JSON text, comma included. */
  readonly bytes: number;
  readonly receivedAtMs: number;
}

const emptyEventBytes = Buffer.byteLength(JSON.stringify({ Records: [] }));

/** An empty buffer. */
export function openBatchBuffer({ batchSize }: BatchLimits): BatchBuffer {
  let waiting: Waiting[] = [];
  let bytes = emptyEventBytes;

  function remove(count: number): SQSRecord[] {
    const removed = waiting.slice(0, count);
    waiting = waiting.slice(count);
    for (const one of removed) bytes -= one.bytes;
    return removed.map((one) => one.record);
  }

  const overflows = () => bytes > maxPayloadBytes;

  return {
    size: () => waiting.length,
    room: () => (overflows() ? 0 : Math.max(0, batchSize - waiting.length)),
    add(records, receivedAtMs) {
      for (const record of records) {
        const one = { record, bytes: Buffer.byteLength(JSON.stringify(record)) + 1, receivedAtMs };
        waiting.push(one);
        bytes += one.bytes;
      }
    },
    readyInMs(nowMs, gatherMs) {
      const [first] = waiting;
      if (first === undefined) return undefined;
      if (waiting.length >= batchSize || overflows()) return 0;
      return Math.max(0, first.receivedAtMs + gatherMs - nowMs);
    },
    take() {
      let taken = emptyEventBytes;
      const end = waiting.findIndex((one, index) => {
        taken += one.bytes;
        return index >= batchSize || (index > 0 && taken > maxPayloadBytes);
      });
      return remove(end === -1 ? waiting.length : end);
    },
    drain: () => remove(waiting.length),
  };
}
