import { DeleteItemCommand, DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { tenantItemKey } from '../../../lambdas/aws/tenant-item.ts';
import type { Log } from '../../../lambdas/ports/delivery.ts';
import { eraseEverywhere, type RecorderTimes } from '../../history/erase-everywhere.ts';
import { regionHistories } from '../../history/region-histories.ts';
import type { Progress } from '../../progress.ts';
import type { Connection } from '../../target/connection.ts';
import type { Clock } from '../clock.ts';

/** How the history of the run's own tenants is erased. */
export interface TenantErasing {
  readonly clock: Clock;
  readonly log: Log;
  readonly progress: Progress;
  /** Whether what waits on the history queue is awaited, which takes the recorder a minute or two. */
  readonly waitsForQueue?: boolean;
  /** How the recorder is waited for; a stage's by default. */
  readonly recorder?: RecorderTimes | undefined;
}

/** Erases all that is kept of a tenant, and resolves with what is left; a sentence each. */
export type EraseTenant = (tenant: string) => Promise<readonly string[]>;

/** Erases tenants: their history in every Region, and the counts of their requests in the mapping table. */
export function tenantEraser(connection: Connection, erasing: TenantErasing): EraseTenant {
  return async (tenant) => await eraseTenant(tenant, connection, erasing);
}

async function eraseTenant(
  tenant: string,
  connection: Connection,
  { clock, log, progress, recorder, waitsForQueue = true }: TenantErasing,
): Promise<readonly string[]> {
  const regions = await eraseEverywhere(
    regionHistories(connection, log),
    { tenant, beforeMs: undefined, waitsForQueue },
    { ...clock, progress, ...(recorder && { recorder }) },
  );
  await deleteItems(tenant, connection.mappingTableName);
  const again = `by hand, some minutes later: npm run fanout -- history erase --yes --tenant ${tenant}`;
  return regions.flatMap(({ region, left, isQueueErased }) =>
    left.rows + left.payloads > 0 || isQueueErased === false
      ? [
          `${left.rows} rows and ${left.payloads} payloads of tenant ${tenant} are left in ${region}; ${again}`,
        ]
      : [],
  );
}

/** The counts of a tenant's requests and registrations, which DynamoDB would delete after an hour. */
async function deleteItems(tenant: string, tableName: string): Promise<void> {
  const client = new DynamoDBClient();
  const { generator = { S: '' } } = tenantItemKey(tenant, '');
  const { Items: items = [] } = await client.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'generator = :tenant',
      ExpressionAttributeValues: { ':tenant': generator },
      ProjectionExpression: 'generator, sourceArn',
    }),
  );
  for (const Key of items) {
    await client.send(new DeleteItemCommand({ TableName: tableName, Key }));
  }
  client.destroy();
}
