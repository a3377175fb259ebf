import { GetItemCommand, PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { Log } from '../ports/delivery.ts';
import type { Checkpoint } from '../ports/reconcile.ts';

/** The key of the reconciler's checkpoint in the mapping table; every generator contains a slash. */
export const checkpointKey = { generator: '#reconciler', sourceArn: 'checkpoint' } as const;

/** The schema of a mapping's key. */
export const mappingKeySchema = v.object({ generator: v.string(), sourceArn: v.string() });

const checkpointSchema: v.GenericSchema<unknown, Checkpoint> = v.object({
  pendingAfter: v.exactOptional(mappingKeySchema),
  rotationAfter: v.exactOptional(mappingKeySchema),
  rotationStartedAt: v.exactOptional(v.string()),
  rotationHasGaps: v.exactOptional(v.boolean()),
  checkedSince: v.exactOptional(v.string()),
  uncheckedSince: v.exactOptional(v.string()),
  listingTokens: v.exactOptional(v.record(v.string(), v.string())),
});

/** Loads the checkpoint. If it cannot be read, that is reported and the run starts at the beginning. */
export async function loadCheckpoint(
  client: DynamoDBClient,
  tableName: string,
  log: Log,
): Promise<Checkpoint> {
  const { Item: item } = await client.send(
    new GetItemCommand({
      TableName: tableName,
      Key: marshall(checkpointKey),
      ConsistentRead: true,
    }),
  );
  if (item === undefined) return {};
  const read = v.safeParse(checkpointSchema, unmarshall(item)['checkpoint']);
  if (read.success) return read.output;
  log.error('the checkpoint of the reconciler cannot be read', {
    error: new v.ValiError(read.issues),
  });
  return {};
}

/** Saves the checkpoint. */
export async function saveCheckpoint(
  client: DynamoDBClient,
  tableName: string,
  checkpoint: Checkpoint,
): Promise<void> {
  const Item = marshall({ ...checkpointKey, checkpoint }, { removeUndefinedValues: true });
  await client.send(new PutItemCommand({ TableName: tableName, Item }));
}
