import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { linkSecretsKey } from '../../lambdas/aws/payloads/link-secrets.ts';
import { payloadLinks } from '../../lambdas/aws/payloads/payload-links.ts';
import { payloadTokens } from '../../lambdas/aws/payloads/payload-tokens.ts';
import type { Mapping } from '../../lambdas/domain/mapping.ts';
import type { PayloadFetching, PayloadObject } from '../../lambdas/ports/payloads.ts';
import { aMapping, testNowMs } from './domain-builders.ts';
import { fakeRegistration, type RegistrationOverrides } from './registration-services.ts';

const dayMs = 86_400_000;

/** The secret of the links in tests. */
export const testSecret = { id: 'secret-1', secret: Buffer.alloc(32, 's').toString('base64') };

/** An object of a test's payload bucket. */
export const anObject: PayloadObject = { bucket: 'payloads-us-east-1', key: 'out/0123/4567-89ab' };

/** A registration with real links to objects in memory, which counts what is looked up. */
export function payloadWorld(overrides: RegistrationOverrides = {}) {
  const objects = new Map([[nameOf(anObject), 2_000_000]]);
  const looked = { secrets: 0, mappings: 0, objects: 0, fetches: 0 };
  const state = { isBucketDown: false, isTableDown: false };
  const client = secretsIn(() => {
    looked.secrets += 1;
  });
  const fetching: PayloadFetching = {
    payloads: {
      ...payloadTokens(client, 'mappings'),
      sizeOf: async (object) => {
        looked.objects += 1;
        if (state.isBucketDown) throw new Error('S3 answered 503');
        return objects.get(nameOf(object));
      },
      address: async (object, method) => `https://s3.example/${nameOf(object)}?for=${method}`,
    },
    count: () => {
      looked.fetches += 1;
    },
    fetchesPerSecond: 40,
  };
  const registration = fakeRegistration({
    mappings: [aMapping()],
    fetching,
    ...overrides,
    replace: ({ mappings }) => ({
      mappings: {
        ...mappings,
        get: async (key) => {
          looked.mappings += 1;
          if (state.isTableDown) throw new Error('the table is out of reach');
          return await mappings.get(key);
        },
      },
    }),
  });
  return { ...registration, objects, looked, state, tokenFor: tokenMaker(client) };
}

/** The name of an object, with its bucket. */
export function nameOf({ bucket, key }: PayloadObject): string {
  return `${bucket}/${key}`;
}

/** Makes tokens as the delivering functions do. */
function tokenMaker(client: DynamoDBClient) {
  const links = payloadLinks(client, 'mappings');
  return async ({
    mapping = aMapping(),
    object = anObject,
    expiresAtMs = testNowMs + 7 * dayMs,
  }: {
    readonly mapping?: Mapping;
    readonly object?: PayloadObject;
    readonly expiresAtMs?: number;
  } = {}): Promise<string> => {
    const linkTo = await links.open();
    if (linkTo === undefined) throw new Error('there are no secrets');
    const expiresAt = new Date(expiresAtMs).toISOString();
    const reference = { ...object, sizeBytes: 2, sha256: '0'.repeat(64), expiresAt };
    return linkTo(reference, mapping).replace('https://api.example/payloads/', '');
  };
}

/** A DynamoDB that has the item with the secrets. */
function secretsIn(onRead: () => void): DynamoDBClient {
  const item = { ...linkSecretsKey, secrets: [testSecret], baseUrl: 'https://api.example' };
  const send = async () => {
    onRead();
    return { Item: marshall(item) };
  };
  return { send } as unknown as DynamoDBClient;
}
