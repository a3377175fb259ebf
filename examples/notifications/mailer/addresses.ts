import { GetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * Looks up a customer's e-mail addresses in your table: its key is `tenant`, and `emails` is a list or a set
 * of strings. If your addresses are elsewhere, behind an HTTP API for example, change this file alone.
 */
export function addressesIn(
  client: Pick<DynamoDBClient, 'send'>,
  tableName: string,
): (tenant: string) => Promise<readonly string[]> {
  return async (tenant) => {
    const { Item: item } = await client.send(
      new GetItemCommand({ TableName: tableName, Key: { tenant: { S: tenant } } }),
    );
    const { SS: set, L: list = [] } = item?.['emails'] ?? {};
    return set ?? list.flatMap(({ S: address }) => address ?? []);
  };
}
