import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Connection } from '../target/connection.ts';
import { deadLetterQueue, type DeadLetterQueue } from './dead-letter-queue.ts';
import type { Selection } from './selection.ts';
import type { TakeReport } from './take.ts';

/**
 * Processes the selected dead letters of one queue after the other; of dead letters selected by ID,
 * only those not found yet are searched for.
 */
export async function takeFromQueues(
  selection: Selection,
  { queues }: Pick<Connection, 'queues'>,
  client: Pick<SQSClient, 'send'>,
  take: (queue: DeadLetterQueue, selection: Selection) => Promise<TakeReport>,
): Promise<readonly TakeReport[]> {
  const reports: TakeReport[] = [];
  let ids = selection.ids;
  for (const name of selection.queues) {
    if (selection.ids.length > 0 && ids.length === 0) break;
    const report = await take(deadLetterQueue(client, queues[name]), { ...selection, ids });
    reports.push(report);
    ids = ids.filter((id) => !report.found.has(id));
    if (report.wasStopped) break;
  }
  return reports;
}

/** The selected IDs that were not found. */
export function idsNotFound({ ids }: Selection, reports: readonly TakeReport[]): readonly string[] {
  return ids.filter((id) => reports.every(({ found }) => !found.has(id)));
}
