import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { sdkTableCalls } from '../../../lambdas/aws/calls/sdk-table-calls.ts';
import { dynamodbMappingTable } from '../../../lambdas/aws/dynamodb-mapping-table.ts';
import { dynamodbRegistrationTable } from '../../../lambdas/aws/dynamodb-registration-table.ts';
import type { Log, MappingTable } from '../../../lambdas/ports/delivery.ts';
import { localDynamoDbClient } from '../../../local/mapping-table.ts';
import { startProgram } from '../measure/child-program.ts';
import { mappingOf } from '../sender/sources.ts';

/** The mapping table on a DynamoDB of its own. */
export interface BenchTable extends AsyncDisposable {
  /** By the real adapter. */
  readonly mappings: MappingTable;
  /** Requests that have gone to DynamoDB, with those that were made again. */
  requests(): number;
  /** Registers the one customer of a generator. */
  register(generator: string): Promise<void>;
}

const locationSchema = v.object({ url: v.string(), tableName: v.string() });

/** A log that throws: nothing goes wrong here. */
export const failingLog: Log = {
  info: () => undefined,
  warn: (message) => fail(message),
  error: (message) => fail(message),
};

function fail(message: string): never {
  throw new Error(message);
}

/** Starts a DynamoDB on loopback with an empty mapping table. */
export async function startTable(): Promise<BenchTable> {
  const program = startProgram(join(import.meta.dirname, 'table-program.ts'));
  const { url, tableName } = await program.ask(null, locationSchema);
  const client = localDynamoDbClient(url);
  const counter = countRequests(client);
  const registrations = dynamodbRegistrationTable(client, tableName, failingLog);
  return {
    mappings: dynamodbMappingTable(sdkTableCalls(client), tableName),
    requests: () => counter.requests,
    async register(generator) {
      await registrations.register(mappingOf(generator), undefined);
    },
    async [Symbol.asyncDispose]() {
      client.destroy();
      await program[Symbol.asyncDispose]();
    },
  };
}

function countRequests(client: DynamoDBClient): { readonly requests: number } {
  const counter = { requests: 0 };
  // Each try of a request passes here.
  client.middlewareStack.add(
    (next) => async (call) => {
      counter.requests += 1;
      return await next(call);
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  return counter;
}
