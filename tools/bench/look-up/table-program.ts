import { startDynamoDb } from '../../../local/aws/dynamodb.ts';
import { createMappingTable } from '../../../local/mapping-table.ts';
import { answerParent } from '../measure/child-program.ts';

// DynamoDB with an empty mapping table, in a process of its own. It answers every question with its address.

const server = await startDynamoDb({ port: 0 });
const tableName = await createMappingTable(server.url);

answerParent(
  async () => ({ url: server.url, tableName }),
  async () => await server.close(),
);
