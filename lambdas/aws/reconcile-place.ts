import { GetItemCommand, PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { Log } from '../ports/delivery.ts';
import type { Place } from '../ports/reconcile.ts';

/** Where the reconciler keeps its place, in the mapping table; no generator is without a slash. */
export const placeKey = { generator: '#reconciler', sourceArn: 'place' } as const;

/** The schema of a mapping's key. */
export const mappingKeySchema = v.object({ generator: v.string(), sourceArn: v.string() });

const placeSchema: v.GenericSchema<unknown, Place> = v.object({
  pendingAfter: v.exactOptional(mappingKeySchema),
  rotationAfter: v.exactOptional(mappingKeySchema),
  rotationStartedAt: v.exactOptional(v.string()),
  rotationHasGaps: v.exactOptional(v.boolean()),
  checkedSince: v.exactOptional(v.string()),
  uncheckedSince: v.exactOptional(v.string()),
  listingTokens: v.exactOptional(v.record(v.string(), v.string())),
});

/** Loads the place. One that cannot be read is reported, and the beginning is the place. */
export async function loadPlace(
  client: DynamoDBClient,
  tableName: string,
  log: Log,
): Promise<Place> {
  const { Item: item } = await client.send(
    new GetItemCommand({ TableName: tableName, Key: marshall(placeKey), ConsistentRead: true }),
  );
  if (item === undefined) return {};
  const read = v.safeParse(placeSchema, unmarshall(item)['place']);
  if (read.success) return read.output;
  log.error('the place of the reconciler cannot be read', { error: new v.ValiError(read.issues) });
  return {};
}

/** Saves the place. */
export async function savePlace(
  client: DynamoDBClient,
  tableName: string,
  place: Place,
): Promise<void> {
  const Item = marshall({ ...placeKey, place }, { removeUndefinedValues: true });
  await client.send(new PutItemCommand({ TableName: tableName, Item }));
}
