import type { SQSRecord } from 'aws-lambda';
import pLimit from 'p-limit';

import { pause } from './pause.ts';
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

const maxDeleteAttempts = 3;
const pauseBetweenAttemptsMs = 1_000;

/**
 * Deletes any number of messages. A message that cannot be deleted in three attempts is reported, and becomes visible
 * again after its visibility time-out.
 */
export async function deleteAll(
  queue: SourceQueue,
  records: readonly SQSRecord[],
  report: Report,
): Promise<void> {
  await inTens(records, async (ten) => {
    let left = ten;
    for (let attempt = 1; left.length > 0 && attempt <= maxDeleteAttempts; attempt += 1) {
      if (attempt > 1) await pause(pauseBetweenAttemptsMs);
      left = await attemptDelete(queue, left, report);
    }
  });
}

async function attemptDelete(queue: SourceQueue, records: SQSRecord[], report: Report) {
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
