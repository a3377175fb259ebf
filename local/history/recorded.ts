import { paginateScan } from '@aws-sdk/client-dynamodb';
import { isChunkItem, readChunkItem } from '../../lambdas/aws/history/chunk-item.ts';
import { bodyReader } from '../../lambdas/aws/history/read-body.ts';
import { besideReader } from '../../lambdas/aws/history/rows-beside.ts';
import { loadRecorderState } from '../../lambdas/aws/history/recorder-items.ts';
import { s3Objects } from '../../lambdas/aws/s3-objects.ts';
import { runOf, tenantOfPartition } from '../../lambdas/domain/history/history-key.ts';
import { isSeen } from '../../lambdas/domain/history/recorder-state.ts';
import type { HistoryRow } from '../../lambdas/domain/history/row.ts';
import { localDynamoDbClient } from '../mapping-table.ts';
import { credentialsOf, homeRegion, partnerAccount } from '../partner.ts';
import type { Endpoints } from '../sdk-environment.ts';
import { historyBucketName } from './history-table.ts';

/** A row of the history, and whose it is. */
export interface RecordedRow extends HistoryRow {
  readonly tenant: string;
}

/** All rows that readers see, of every source. */
export async function recordedRows(
  endpoints: Pick<Endpoints, 'dynamodb' | 'sqs'>,
  tableName: string,
): Promise<readonly RecordedRow[]> {
  const client = localDynamoDbClient(endpoints.dynamodb);
  const state = await loadRecorderState(client, tableName);
  const readBeside = besideReader(localObjects(endpoints), noLog);
  const rows: RecordedRow[] = [];
  for await (const { Items: items = [] } of paginateScan({ client }, { TableName: tableName })) {
    for (const item of items.filter(isChunkItem)) {
      const { chunk } = readChunkItem(item, readBeside);
      if (!isSeen(state, runOf(chunk.position))) continue;
      const tenant = tenantOfPartition(item['pk']?.S ?? '');
      for (const row of await chunk.rows()) rows.push({ tenant, ...row });
    }
  }
  client.destroy();
  return rows;
}

/** How many of these rows have no text of their event. */
export async function countWithoutText(
  rows: readonly RecordedRow[],
  endpoints: Pick<Endpoints, 'sqs'>,
): Promise<number> {
  const objects = localObjects(endpoints);
  const read = bodyReader({ objects, log: noLog, onForeignBody() {} });
  let absent = 0;
  for (const { tenant, eventId, body } of rows) {
    const text = body && (await read(tenant, eventId, body));
    if (text === undefined) absent += 1;
  }
  return absent;
}

const noLog = { info() {}, warn() {}, error() {} };

/** The objects of the one bucket that local mode has. */
function localObjects({ sqs: endpoint }: Pick<Endpoints, 'sqs'>) {
  return s3Objects({
    bucket: historyBucketName,
    region: homeRegion,
    endpoint,
    credentials: credentialsOf(partnerAccount),
  });
}
