import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { tenantKey } from '../../../lambdas/aws/payloads/payload-key.ts';
import { startSqs } from '../../../local/aws/sqs.ts';
import { credentialsOf, homeRegion, partnerAccount } from '../../../local/partner.ts';
import { payloadBucket, type PayloadBucket } from '../../../operate/history/payload-bucket.ts';

const [acme, other] = [tenantKey('acme'), tenantKey('other')];

let sqs: Awaited<ReturnType<typeof startSqs>>;
let client: S3Client;
let buckets = 0;
let bucket: PayloadBucket;
let store: (key: string, text?: string) => Promise<void>;

beforeAll(async () => {
  // The same server has S3.
  sqs = await startSqs({ port: 0, region: homeRegion });
  client = new S3Client({
    endpoint: sqs.url,
    region: homeRegion,
    credentials: credentialsOf(partnerAccount),
  });
});
afterAll(async () => {
  client.destroy();
  await sqs.close();
});
beforeEach(async () => {
  buckets += 1;
  const name = `payloads-${buckets}`;
  sqs.createBucket(name);
  bucket = payloadBucket(client, name);
  store = async (Key, Body = '{}') => {
    await client.send(new PutObjectCommand({ Bucket: name, Key, Body }));
  };
});

describe('the payloads of a tenant', () => {
  beforeEach(async () => {
    await store(`in/${acme}/2026/a & b.json`, '{"n":1}');
    await store(`out/${acme}/one`);
    await store(`in/${other}/one`);
    // Begins like the other key.
    await store(`out/${acme}0/one`);
  });

  test('are deleted, those of producers and those of the functions, and nobody else’s', async () => {
    const seen: number[] = [];
    const erased = await bucket.erase('acme', undefined, ({ payloads }) => seen.push(payloads));

    expect(erased).toEqual({ payloads: 2, bytes: 9 });
    expect(seen.at(-1)).toBe(2);
    expect(await bucket.count('acme')).toEqual({ payloads: 0, bytes: 0 });
    expect([...(await bucket.usage()).keys()].toSorted()).toEqual([other, `${acme}0`].toSorted());
  });

  test('are deleted up to a time', async () => {
    const before = await bucket.erase('acme', Date.now() - 3_600_000);
    const after = await bucket.erase('acme', Date.now() + 3_600_000);

    expect([before.payloads, after.payloads]).toEqual([0, 2]);
  });

  test('are counted by their keys', async () => {
    const usage = await bucket.usage();

    expect(usage.get(acme)).toEqual({ payloads: 2, bytes: 9 });
    expect(usage.get(other)).toEqual({ payloads: 1, bytes: 2 });
  });
});

test('more payloads than S3 lists and deletes at once are all deleted', async () => {
  for (let stored = 0; stored < 1_010; stored += 101) {
    await Promise.all(Array.from({ length: 101 }, (_, i) => store(`out/${acme}/${stored + i}`)));
  }

  expect(await bucket.erase('acme')).toEqual({ payloads: 1_010, bytes: 2_020 });
  expect(await bucket.count('acme')).toEqual({ payloads: 0, bytes: 0 });
});

test('a bucket that is not there is an error', async () => {
  const absent = payloadBucket(client, 'payloads-nobody');

  await expect(absent.erase('acme')).rejects.toMatchObject({ name: 'NoSuchBucket' });
});

test('an object that S3 does not delete is an error', async () => {
  const refusing = {
    config: {},
    send: async ({ constructor: { name } }: object) =>
      name === 'DeleteObjectsCommand'
        ? { Errors: [{ Key: 'k', Code: 'AccessDenied', Message: 'Access Denied' }] }
        : { Contents: [{ Key: `in/${acme}/one`, Size: 1 }] },
  };
  Object.setPrototypeOf(refusing, S3Client.prototype);
  const denied = payloadBucket(refusing as unknown as S3Client, 'payloads');

  await expect(denied.erase('acme')).rejects.toMatchObject({
    name: 'AccessDenied',
    message: 'Access Denied',
  });
});
