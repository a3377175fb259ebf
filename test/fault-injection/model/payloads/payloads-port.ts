import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { linkSecretsKey } from '../../../../lambdas/aws/payloads/link-secrets.ts';
import { payloadLinks } from '../../../../lambdas/aws/payloads/payload-links.ts';
import { s3PayloadStore } from '../../../../lambdas/aws/payloads/payload-store.ts';
import { payloadTokens } from '../../../../lambdas/aws/payloads/payload-tokens.ts';
import { S3Error } from '../../../../lambdas/aws/s3-answers.ts';
import type { HashedObjects } from '../../../../lambdas/aws/s3-objects.ts';
import type { PayloadServices } from '../../../../lambdas/delivery/refer.ts';
import type { PayloadFetching, PayloadLinks } from '../../../../lambdas/ports/payloads.ts';
import { itemReadingClient } from '../../../support/fault-injection-clients.ts';
import { silentLog } from '../../../../tools/simulators/silent-log.ts';
import type { Environment } from '../environment.ts';
import type { Port } from '../faults.ts';
import type { Delivering } from '../queue-handler.ts';
import type { World } from '../world.ts';
import { baseUrl, hashOf, keptDays, modelBucket, modelSecret } from './model-payloads.ts';

/** Relaying by reference as a function that delivers has it, by the deployed adapters. */
export function payloadsPort(at: Delivering, world: World): PayloadServices {
  const { environment } = at;
  const { now } = environment;
  const log = world.options.log ?? silentLog;
  const objects = objectsPort(environment, world);
  const store = s3PayloadStore({ objects, bucket: modelBucket, days: keptDays, log, now });
  return {
    store: {
      look: (...given) => store.look(...given),
      async store(payload, time) {
        const { puts } = at.invocation;
        puts.set(payload.eventId, (puts.get(payload.eventId) ?? 0) + 1);
        return await store.store(payload, time);
      },
    },
    links: linksPort(environment, world),
  };
}

function objectsPort({ call }: Environment, { payloads, time }: World): HashedObjects {
  const ofS3 = async <T>(at: Port, timeoutMs: number, serve: () => T): Promise<T> => {
    const how = payloads.outage?.how;
    const served = () => {
      if (how === 'failing') throw new S3Error(503, '<Code>SlowDown</Code>');
      return serve();
    };
    return await call(at, served, { timeoutMs, isSlow: how === 'slow' });
  };
  return {
    putHashed: (key, json, sha256, timeoutMs) =>
      ofS3('store payload', timeoutMs, () => {
        const object = { text: json.toString(), lastModifiedMs: time.now(), sha256 };
        payloads.objects.set(key, object);
      }),
    head: (key, timeoutMs) =>
      ofS3('look at payload', timeoutMs, () => {
        const found = payloads.objects.get(key);
        return found && { ...found, sizeBytes: Buffer.byteLength(found.text) };
      }),
    hash: (key, timeoutMs) =>
      ofS3('read payload', timeoutMs, () => {
        const found = payloads.objects.get(key);
        return found && hashOf(found.text);
      }),
  };
}

function linksPort({ call, now }: Environment, world: World): PayloadLinks {
  let timeoutMs: number | undefined;
  // The adapter's own signal uses the real clock.
  const client = keyClient(async (read) => await call('read link key', read, { timeoutMs }), world);
  const links = payloadLinks(client, 'mappings', now);
  return {
    async open(time) {
      ({ timeoutMs } = time ?? {});
      return await links.open(time);
    },
  };
}

type ReadItem = () => { readonly Item?: Record<string, AttributeValue> };

/** A client of DynamoDB that knows the item with the key for links, once it is written. */
function keyClient(
  send: (read: ReadItem) => Promise<ReturnType<ReadItem>>,
  { payloads, time }: World,
): DynamoDBClient {
  const { id, secret } = modelSecret;
  const secrets = [{ id, secret: secret.toString('base64') }];
  const Item = marshall({ ...linkSecretsKey, secrets, baseUrl });
  const read: ReadItem = () => (time.now() < payloads.keyFromMs ? {} : { Item });
  return itemReadingClient(() => send(read));
}

/** What the registration function leads whoever has a link by; no call of it fails. */
export function fetchingPort(world: World): PayloadFetching {
  const { payloads, time } = world;
  return {
    payloads: {
      ...payloadTokens(
        keyClient(async (read) => read(), world),
        'mappings',
        time.now,
      ),
      async sizeOf({ key }) {
        const found = payloads.objects.get(key);
        return found && Buffer.byteLength(found.text);
      },
      address: async ({ bucket, key }) => `https://${bucket}.s3.model.test/${key}`,
    },
    count: () => undefined,
    fetchesPerSecond: 10_000,
  };
}
