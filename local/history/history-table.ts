import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { historyTableKey } from '../../lambdas/aws/history/chunk-item.ts';
import { localDynamoDbClient, untilActive } from '../mapping-table.ts';
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
  const client = localDynamoDbClient(endpoint);
  const { partition, sort } = historyTableKey;
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: partition, KeyType: 'HASH' },
        { AttributeName: sort, KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: partition, AttributeType: 'S' },
        { AttributeName: sort, AttributeType: 'S' },
      ],
    }),
  );
  await untilActive(client, name);
  client.destroy();
  return name;
}
