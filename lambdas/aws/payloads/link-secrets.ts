import { GetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { CallTime } from '../../ports/delivery.ts';
import { abortAfter } from '../abort-after.ts';

/** The key of the item in the mapping table; every generator contains a slash. */
export const linkSecretsKey = { generator: '#payload-links', sourceArn: 'key' } as const;

/** The bytes of a secret: as many as the hash has. */
export const secretBytes = 32;

const secretSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[\w-]{1,32}$/)),
  /** In base64. */
  secret: v.pipe(
    v.string(),
    v.transform((text) => Buffer.from(text, 'base64')),
    v.check((bytes) => bytes.length === secretBytes),
  ),
});

const linkSecretsSchema = v.object({
  /** The first one signs, all of them verify. */
  secrets: v.tupleWithRest([secretSchema], secretSchema),
  /** How links begin; ends without a slash. */
  baseUrl: v.string(),
});

/** What links to payloads are made with. */
export type LinkSecrets = Readonly<v.InferOutput<typeof linkSecretsSchema>>;

/**
 * Reads the item; undefined if there is none. Rejects if the table cannot be reached in time, and with a
 * ValiError if the item is not as it should be.
 */
export async function readLinkSecrets(
  client: DynamoDBClient,
  tableName: string,
  { timeoutMs, isFresh = false }: CallTime & { readonly isFresh?: boolean } = {},
): Promise<LinkSecrets | undefined> {
  const { Item: item } = await client.send(
    new GetItemCommand({
      TableName: tableName,
      Key: marshall(linkSecretsKey),
      ConsistentRead: isFresh,
    }),
    timeoutMs === undefined ? {} : { abortSignal: abortAfter(timeoutMs) },
  );
  return item && v.parse(linkSecretsSchema, unmarshall(item));
}
