import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamodbReconcileTable } from '../../../lambdas/aws/dynamodb-reconcile-table.ts';
import { dynamodbRegistrationTable } from '../../../lambdas/aws/dynamodb-registration-table.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import type { Log } from '../../../lambdas/ports/delivery.ts';
import { findSources } from '../../sources/find-sources.ts';
import { isOfSomeRun } from '../run-names.ts';

/** Reads the whole mapping table for the mappings that runs have made, retired or not. */
export async function findMappingsOfRuns(
  tableName: string,
  log: Log,
  onRead: (read: number) => void,
): Promise<readonly Mapping[]> {
  const client = new DynamoDBClient();
  const all = { tenant: undefined, generator: undefined, region: undefined, state: undefined };
  const tables = {
    byTenant: dynamodbRegistrationTable(client, tableName, log),
    all: dynamodbReconcileTable(client, tableName, log),
  };
  const mappings = await findSources(all, tables, onRead);
  client.destroy();
  return mappings.filter(({ generator }) => isOfSomeRun(generator));
}
