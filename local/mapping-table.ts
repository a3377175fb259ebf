import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { mappingTableKey, tenantIndex } from '../lambdas/aws/dynamodb-mapping-table.ts';
import { credentialsOf, homeRegion, partnerAccount } from './partner.ts';

/** The name of the mapping table. */
export const mappingTableName = 'mappings';

/** A client of the local DynamoDB. */
export function localDynamoDbClient(endpoint: string): DynamoDBClient {
  const credentials = credentialsOf(partnerAccount);
  return new DynamoDBClient({ endpoint, region: homeRegion, credentials });
}

/** Creates a mapping table with the stack's keys and index, waits until it is active, and returns its name. */
export async function createMappingTable(
  endpoint: string,
  name = mappingTableName,
): Promise<string> {
  return await createLocalTable(endpoint, {
    name,
    key: mappingTableKey,
    indexed: [tenantIndex.partition],
    indexes: [
      {
        IndexName: tenantIndex.name,
        KeySchema: keySchema(tenantIndex),
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
}

interface TableKey {
  readonly partition: string;
  readonly sort: string;
}

/** A table to be created; its keys are texts. */
interface LocalTable {
  readonly name: string;
  readonly key: TableKey;
  /** Attributes that only indexes have in their keys. */
  readonly indexed?: readonly string[];
  readonly indexes?: NonNullable<CreateTableCommandInput['GlobalSecondaryIndexes']>;
}

/** Creates a table, waits until it is active, and returns its name. */
export async function createLocalTable(
  endpoint: string,
  { name, key, indexed = [], indexes }: LocalTable,
): Promise<string> {
  const client = localDynamoDbClient(endpoint);
  const attributes = [key.partition, key.sort, ...indexed];
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema(key),
      AttributeDefinitions: attributes.map((attribute) => ({
        AttributeName: attribute,
        AttributeType: 'S',
      })),
      ...(indexes !== undefined && { GlobalSecondaryIndexes: indexes }),
    }),
  );
  await untilActive(client, name);
  client.destroy();
  return name;
}

function keySchema({ partition, sort }: TableKey): CreateTableCommandInput['KeySchema'] & object {
  return [
    { AttributeName: partition, KeyType: 'HASH' },
    { AttributeName: sort, KeyType: 'RANGE' },
  ];
}

/** Waits until a table is active. */
async function untilActive(client: DynamoDBClient, name: string): Promise<void> {
  const { Table: table } = await client.send(new DescribeTableCommand({ TableName: name }));
  if (table?.TableStatus !== 'ACTIVE') await untilActive(client, name);
}
