import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { tenantKey } from '../../../../lambdas/aws/payloads/payload-key.ts';
import { s3PayloadStore } from '../../../../lambdas/aws/payloads/payload-store.ts';
import { S3Error } from '../../../../lambdas/aws/s3-answers.ts';
import { s3Objects, type HashedObjects } from '../../../../lambdas/aws/s3-objects.ts';
import { startSqs, type LocalSqs } from '../../../../local/aws/sqs.ts';
import { payloadStoreContract } from '../../../contract/payload-store.ts';
import { testNowMs } from '../../../support/domain-builders.ts';
import { fakeLog } from '../../../support/fake-log.ts';
import { fakePayloads, testBucket } from '../../../support/fake-payloads.ts';

const credentials = { accessKeyId: '111122223333', secretAccessKey: 'any' };
let sqs: LocalSqs;
let buckets = 0;

beforeAll(async () => {
  sqs = await startSqs({ port: 0 });
});
afterAll(() => sqs.close());

describe('on S3', () => {
  payloadStoreContract(async () => {
    buckets += 1;
    const bucket = `payloads-${buckets}`;
    sqs.createBucket(bucket);
    const objects = s3Objects({ bucket, region: 'us-east-1', endpoint: sqs.url, credentials });
    return {
      store: s3PayloadStore({ objects, bucket, days: 7, log: fakeLog(), now: Date.now }),
      bucket,
      // With a CRC alone, as most SDKs do: S3 then knows no SHA-256.
      upload: (key, text) => objects.put(key, Buffer.from(text)),
      read: async (key) => (await objects.get(key))?.toString(),
    };
  });
});

describe('in memory', () => {
  payloadStoreContract(async () => {
    const { services, objects } = fakePayloads({
      time: { now: () => testNowMs, sleep: async () => {} },
    });
    return {
      store: services.store,
      bucket: testBucket,
      async upload(key, text) {
        objects.set(key, { text, lastModifiedMs: testNowMs });
      },
      read: async (key) => objects.get(key)?.text,
    };
  });
});

const key = `in/${tenantKey('acct1')}/one`;
const sha256 = '1'.repeat(64);
const reference = { bucket: 'payloads', key, sizeBytes: 5, sha256 };
const head = { sizeBytes: 5, lastModifiedMs: testNowMs, sha256 };

/** A store on a bucket that answers as it is told. */
function aStore(answers: Partial<HashedObjects>, now = () => testNowMs) {
  const log = fakeLog();
  const timeouts: number[] = [];
  const objects: HashedObjects = {
    putHashed: async (_key, _bytes, _hash, timeoutMs) => void timeouts.push(timeoutMs),
    head: async () => head,
    hash: async () => sha256,
    ...answers,
  };
  const store = s3PayloadStore({ objects, bucket: 'payloads', days: 7, log, now });
  return { store, log, timeouts };
}

const days = (count: number) => count * 24 * 60 * 60_000;

describe('an object', () => {
  test('is kept for the stage’s days from when S3 took it', async () => {
    const { store } = aStore({});

    expect(await store.look(reference, 'acct1')).toEqual({
      ...reference,
      expiresAt: new Date(testNowMs + days(7)).toISOString(),
    });
  });

  test('is wrong once its time is over, to the millisecond', async () => {
    const endMs = testNowMs + days(7);
    const before = aStore({}, () => endMs - 1).store;
    const after = aStore({}, () => endMs).store;

    expect(await before.look(reference, 'acct1')).not.toHaveProperty('kind');
    expect(await after.look(reference, 'acct1')).toMatchObject({ kind: 'wrong' });
  });

  test('is read only where S3 keeps no hash of it', async () => {
    const reads: string[] = [];
    const hash = async (read: string) => {
      reads.push(read);
      return sha256;
    };
    await aStore({ hash }).store.look(reference, 'acct1');
    expect(reads).toEqual([]);

    const { sha256: _, ...withoutHash } = head;
    const { store } = aStore({ hash, head: async () => withoutHash });
    expect(await store.look(reference, 'acct1')).not.toHaveProperty('kind');
    expect(reads).toEqual([key]);
  });

  test('that is deleted before it is read is wrong', async () => {
    const { sha256: _, ...withoutHash } = head;
    const { store } = aStore({ head: async () => withoutHash, hash: async () => undefined });

    expect(await store.look(reference, 'acct1')).toMatchObject({ kind: 'wrong' });
  });

  test('is read with two others at most, and not at all when no time is left', async () => {
    let underWay = 0;
    let most = 0;
    let nowMs = testNowMs;
    const { sha256: _, ...withoutHash } = head;
    const hash = async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      nowMs += 600;
      underWay -= 1;
      return sha256;
    };
    const { store } = aStore({ head: async () => withoutHash, hash }, () => nowMs);
    const looks = Array.from({ length: 6 }, () =>
      store.look(reference, 'acct1', { timeoutMs: 1_000 }),
    );
    const answers = await Promise.all(looks);

    expect(most).toBe(2);
    expect(answers.some((answer) => !('kind' in answer))).toBe(true);
    expect(answers.at(-1)).toMatchObject({ kind: 'unreachable' });
  });
});

const refused = async () => {
  throw new S3Error(403, '<Error><Code>AccessDenied</Code><Resource>/secret</Resource></Error>');
};
const broken = async () => {
  throw new Error(`connect failed for ${key}`);
};

describe('S3 that does not do it', () => {
  test.each([
    ['S3 answered 403 AccessDenied', refused],
    ['S3 did not answer', broken],
  ])('may do it later: %s', async (text, fails) => {
    const { store, log } = aStore({ putHashed: fails, head: fails });
    const payload = { tenant: 'acct1', eventId: '1', detailJson: '{}' };

    expect(await store.store(payload)).toEqual({ kind: 'unreachable', text });
    expect(await store.look(reference, 'acct1')).toEqual({ kind: 'unreachable', text });
    expect(log.lines.map(({ level }) => level)).toEqual(['error', 'error']);
  });

  test('has the time that it is given, or ten seconds', async () => {
    const { store, timeouts } = aStore({});
    const payload = { tenant: 'acct1', eventId: '1', detailJson: '{}' };
    await store.store(payload, { timeoutMs: 123 });
    await store.store(payload);

    expect(timeouts).toEqual([123, 10_000]);
  });
});
