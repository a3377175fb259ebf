import { DynamoDBClient, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { requestHandler } from '../connections.ts';
import type { TableCalls } from './table-calls.ts';

/** The calls to tables by a client of the SDK. */
export function sdkTableCalls(client: DynamoDBClient): TableCalls {
  return {
    query: async (input, options) => await client.send(new QueryCommand(input), options),
    updateItem: async (input, options) => await client.send(new UpdateItemCommand(input), options),
  };
}

/** The calls to the tables of a Region by a client of the SDK. */
export function openTableCalls(region: string): TableCalls {
  return sdkTableCalls(new DynamoDBClient({ requestHandler, region }));
}
