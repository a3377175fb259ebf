import {
  BatchWriteItemCommand,
  type DynamoDBClient,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { setTimeout as sleep } from 'node:timers/promises';
import { abortAfter } from '../abort-after.ts';
import type { Item } from '../batch-get.ts';

// DynamoDB's limit, which 16 MB is not with items of at most 400 kB.
const maxItems = 25;
const writesInFlight = 16;
const basePauseMs = 50;
const maxPauseMs = 2_000;

/** Writes items until a time, epoch milliseconds; returns whether all are written. */
export type WriteItems = (items: Iterable<Item>, untilMs: number) => Promise<boolean>;

/**
 * What writes many items, which are taken only as they are needed. What DynamoDB leaves unprocessed is
 * written again, after a pause that grows.
 */
export function batchWriter(client: DynamoDBClient, tableName: string): WriteItems {
  return async (items, untilMs) => {
    const iterator = items[Symbol.iterator]();
    let isWritten = true;
    const work = async () => {
      while (isWritten) {
        const batch = takeItems(iterator);
        if (batch.length === 0) return;
        if (!(await writeBatch(batch, untilMs))) isWritten = false;
      }
    };
    await Promise.all(Array.from({ length: writesInFlight }, work));
    return isWritten;
  };

  async function writeBatch(batch: readonly WriteRequest[], untilMs: number): Promise<boolean> {
    let left = batch;
    for (let pauseMs = basePauseMs; ; pauseMs = Math.min(maxPauseMs, pauseMs * 2)) {
      left = await writeOnce(left, untilMs);
      if (left.length === 0) return true;
      const randomMs = pauseMs * (0.5 + Math.random() / 2);
      if (Date.now() + randomMs >= untilMs) return false;
      await sleep(randomMs);
    }
  }

  /** Returns what is still to be written. */
  async function writeOnce(
    batch: readonly WriteRequest[],
    untilMs: number,
  ): Promise<readonly WriteRequest[]> {
    try {
      const { UnprocessedItems: unprocessed = {} } = await client.send(
        new BatchWriteItemCommand({ RequestItems: { [tableName]: [...batch] } }),
        { abortSignal: abortAfter(untilMs - Date.now()) },
      );
      return unprocessed[tableName] ?? [];
    } catch {
      // Throttled, or not answered; whether it works again, the next try shows.
      return batch;
    }
  }
}

// The iterator's own `take` would end the iterator with the first batch.
function takeItems(iterator: Iterator<Item>): readonly WriteRequest[] {
  const batch: WriteRequest[] = [];
  while (batch.length < maxItems) {
    const next = iterator.next();
    if (next.done === true) return batch;
    batch.push({ PutRequest: { Item: next.value } });
  }
  return batch;
}
