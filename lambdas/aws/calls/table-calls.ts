import type {
  QueryCommandInput,
  QueryCommandOutput,
  UpdateItemCommandInput,
  UpdateItemCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { Call, CallOptions } from './call.ts';

/** The operations of DynamoDB by which mappings are found and changed. */
export interface TableCalls {
  readonly query: Call<QueryCommandInput, Omit<QueryCommandOutput, '$metadata'>>;
  readonly updateItem: Call<UpdateItemCommandInput, Omit<UpdateItemCommandOutput, '$metadata'>>;
}

/** All pages of a query, one after another. */
export async function* queryPages(
  { query }: TableCalls,
  input: QueryCommandInput,
  options?: CallOptions,
): AsyncGenerator<Omit<QueryCommandOutput, '$metadata'>> {
  let next: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await query(
      next === undefined ? input : { ...input, ExclusiveStartKey: next },
      options,
    );
    yield page;
    next = page.LastEvaluatedKey;
  } while (next !== undefined);
}
