import {
  BatchWriteItemCommand,
  type DynamoDBClient,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { isError } from '../../domain/is-error.ts';
import { abortAfter } from '../abort-after.ts';
import type { Log } from '../../ports/delivery.ts';
import type { Time } from '../../ports/time.ts';
import type { Item } from '../batch-get.ts';
import { standardResend } from '../resend.ts';

// DynamoDB's limit, which 16 MB is not with items of at most 400 kB.
const maxItems = 25;
const writesInFlight = 16;
const basePauseMs = 50;
const maxPauseMs = 2_000;

/** Writes items until a time, epoch milliseconds; returns whether all are written. */
export type WriteItems = (items: Iterable<Item>, untilMs: number) => Promise<boolean>;

/** Where items are written. */
export interface BatchWriterServices {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly log: Log;
}

interface Writer extends BatchWriterServices {
  readonly time: Time;
}

/**
 * What writes many items, which are taken only as they are needed. What DynamoDB leaves unprocessed is
 * written again, after a pause that grows. An item that DynamoDB refuses is logged and left out, so that it
 * does not stop the others for ever.
 */
export function batchWriter(
  services: BatchWriterServices,
  time: Time = standardResend,
): WriteItems {
  const writer = { ...services, time };
  return async (items, untilMs) => {
    const iterator = items[Symbol.iterator]();
    let isWritten = true;
    const work = async () => {
      while (isWritten) {
        const batch = takeItems(iterator);
        if (batch.length === 0) return;
        if (!(await writeBatch(batch, untilMs, writer))) isWritten = false;
      }
    };
    await Promise.all(Array.from({ length: writesInFlight }, work));
    return isWritten;
  };
}

async function writeBatch(batch: Batch, untilMs: number, writer: Writer): Promise<boolean> {
  const { now, sleep } = writer.time;
  let left = batch;
  for (let pauseMs = basePauseMs; ; pauseMs = Math.min(maxPauseMs, pauseMs * 2)) {
    const answer = await writeOnce(left, untilMs, writer);
    if (answer === 'refused') return await writeHalves(left, untilMs, writer);
    if (answer.length === 0) return true;
    left = answer;
    const randomMs = pauseMs * (0.5 + Math.random() / 2);
    if (now() + randomMs >= untilMs) return false;
    await sleep(randomMs);
  }
}

/** Writes the halves of a batch that was refused for one of its items. */
async function writeHalves(batch: Batch, untilMs: number, writer: Writer): Promise<boolean> {
  if (batch.length <= 1) {
    writer.log.error('DynamoDB refuses an item of the history', { items: batch.length });
    return true;
  }
  const half = Math.ceil(batch.length / 2);
  const isFirstWritten = await writeBatch(batch.slice(0, half), untilMs, writer);
  return isFirstWritten && (await writeBatch(batch.slice(half), untilMs, writer));
}

/** Returns what is still to be written. */
async function writeOnce(
  batch: Batch,
  untilMs: number,
  { client, tableName, time }: Writer,
): Promise<Batch | 'refused'> {
  try {
    const { UnprocessedItems: unprocessed = {} } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [tableName]: [...batch] } }),
      { abortSignal: abortAfter(untilMs - time.now()) },
    );
    return unprocessed[tableName] ?? [];
  } catch (error) {
    if (isError(error) && error.name === 'ValidationException') return 'refused';
    // Throttled, or not answered; whether it works again, the next try shows.
    return batch;
  }
}

type Batch = readonly WriteRequest[];

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
