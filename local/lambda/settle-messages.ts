import type { SQSRecord } from 'aws-lambda';
import pLimit from 'p-limit';

import { pause } from '../../terminal/pause.ts';
import type { SourceQueue } from './source-queue.ts';

/** An operation on the queue that failed. */
export interface QueueFailure {
  readonly operation: 'receive' | 'delete' | 'release';
  readonly error: unknown;
}

type Report = (failure: QueueFailure) => void;

/** The most messages in one batch request of SQS. */
const maxBatchEntries = 10;

/** The most batch requests at once. */
const maxRequests = 10;

const maxDeleteTries = 3;
const pauseBetweenTriesMs = 1_000;

/**
 * Deletes any number of messages. A message that cannot be deleted in three tries is reported, and becomes visible
 * again after its visibility time-out.
 */
export async function deleteAll(
  queue: SourceQueue,
  records: readonly SQSRecord[],
  report: Report,
): Promise<void> {
  await inTens(records, async (ten) => {
    let left = ten;
    for (let tries = 1; left.length > 0 && tries <= maxDeleteTries; tries += 1) {
      if (tries > 1) await pause(pauseBetweenTriesMs);
      left = await tryToDelete(queue, left, report);
    }
  });
}

async function tryToDelete(queue: SourceQueue, records: SQSRecord[], report: Report) {
  try {
    const left = await queue.delete(records);
    if (left.length > 0) {
      report({
        operation: 'delete',
        error: new Error(`SQS did not delete ${left.length} messages`),
      });
    }
    return left;
  } catch (error) {
    report({ operation: 'delete', error });
    return records;
  }
}

/** Makes any number of messages visible again. Failures are reported; those messages wait for their time-out. */
export async function releaseAll(
  queue: SourceQueue,
  records: readonly SQSRecord[],
  report: Report,
): Promise<void> {
  await inTens(records, async (ten) => {
    await queue.release(ten).catch((error: unknown) => report({ operation: 'release', error }));
  });
}

async function inTens(
  records: readonly SQSRecord[],
  work: (ten: SQSRecord[]) => Promise<void>,
): Promise<void> {
  const tens = Array.from({ length: Math.ceil(records.length / maxBatchEntries) }, (_, index) =>
    records.slice(index * maxBatchEntries, (index + 1) * maxBatchEntries),
  );
  await pLimit(maxRequests).map(tens, work);
}
