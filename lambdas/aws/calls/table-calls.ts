import type {
  QueryCommandInput,
  QueryCommandOutput,
  UpdateItemCommandInput,
  UpdateItemCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { Call } from './call.ts';

/** The operations of DynamoDB by which mappings are found and changed. */
export interface TableCalls {
  readonly query: Call<QueryCommandInput, Omit<QueryCommandOutput, '$metadata'>>;
  readonly updateItem: Call<UpdateItemCommandInput, Omit<UpdateItemCommandOutput, '$metadata'>>;
}
