import { historyTableKey } from '../../lambdas/aws/history/chunk-item.ts';
import { createLocalTable } from '../mapping-table.ts';
import { homeRegion } from '../partner.ts';

/** The name of the history's table. */
export const historyTableName = 'history';

/** How the name of the bucket for texts begins. */
export const historyBucketPrefix = 'history';

/** The bucket for texts. */
export const historyBucketName = `${historyBucketPrefix}-${homeRegion}`;

/** Creates a history table with the stack's keys, waits until it is active, and returns its name. */
export async function createHistoryTable(
  endpoint: string,
  name = historyTableName,
): Promise<string> {
  return await createLocalTable(endpoint, { name, key: historyTableKey });
}
