import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { localDynamoDbClient } from '../../../local/mapping-table.ts';
import type { World } from './world.ts';

/** Retires a source's mapping in the table, past everything that would find words of its own for it. */
export async function retireSource(
  { cloud }: World,
  source: { readonly generator: string; readonly arn: string },
  { reason, detailTypes }: { readonly reason: string; readonly detailTypes: readonly string[] },
): Promise<void> {
  const client = localDynamoDbClient(cloud.endpoints.dynamodb);
  const update = new UpdateItemCommand({
    TableName: cloud.tableName,
    Key: marshall({ generator: source.generator, sourceArn: source.arn }),
    UpdateExpression: 'SET retirement = :retirement, detailTypes = :detailTypes',
    ExpressionAttributeValues: marshall({
      ':retirement': { reason, retiredAt: '2026-11-21T19:00:00Z' },
      ':detailTypes': [...detailTypes],
    }),
  });
  await client.send(update).finally(() => client.destroy());
}
