import { GetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { recorderPartition } from '../../domain/history/history-key.ts';
import { firstRecorderState, type RecorderState } from '../../domain/history/recorder-state.ts';
import type { Item } from '../batch-get.ts';

/** The key of the recorder's state. */
export const stateKey = { pk: recorderPartition, sk: 'state' } as const;

const pairs = v.array(v.tuple([v.number(), v.number()]));
const stateSchema: v.GenericSchema<unknown, RecorderState> = v.object({
  version: v.number(),
  leaseUntilMs: v.number(),
  roundMs: v.number(),
  isPending: v.boolean(),
  throughMs: v.number(),
  clearAtMs: v.number(),
  lateness: pairs,
  givenUp: pairs,
  share: v.number(),
});

/** Loads the recorder's state as it is at this moment. */
export async function loadRecorderState(
  client: DynamoDBClient,
  tableName: string,
): Promise<RecorderState> {
  const { Item: item } = await client.send(
    new GetItemCommand({ TableName: tableName, Key: marshall(stateKey), ConsistentRead: true }),
  );
  return item === undefined ? firstRecorderState : v.parse(stateSchema, unmarshall(item));
}

/** The item of the recorder's state. */
export function stateItem(state: RecorderState): Item {
  return marshall({ ...stateKey, ...state });
}
