import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { payloadOf } from '../../producer/payload.ts';
import { putObject } from '../../producer/put-object.ts';
import { packageMissing } from '../../producer/upload.ts';
import { fakeS3 } from './fake-s3.ts';

const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/123456789012/events';
const payload = payloadOf('{"text":"ü"}', { bucket: 'payloads', key: 'in/a/b' });
const large = payloadOf(JSON.stringify({ text: 'x'.repeat(655_349) }), payload.reference);

test('an object has its length, its type and its hash, and an owner', async () => {
  const s3 = fakeS3();
  await putObject(queueUrl, s3.client)(payload, undefined);

  expect(s3.inputs).toEqual([
    {
      Bucket: 'payloads',
      Key: 'in/a/b',
      ContentLength: 13,
      ContentType: 'application/json',
      ChecksumSHA256: Buffer.from(payload.reference.sha256, 'hex').toString('base64'),
      ExpectedBucketOwner: '123456789012',
      Body: expect.anything(),
    },
  ]);
  expect(s3.objects.get('payloads/in/a/b')).toEqual(Buffer.from('{"text":"ü"}'));
  expect(s3.breaches).toEqual([]);
});

test('a queue that names no account has no owner', async () => {
  const s3 = fakeS3();
  await putObject('http://127.0.0.1/queue', s3.client)(payload, undefined);

  expect(s3.inputs[0]).not.toHaveProperty('ExpectedBucketOwner');
});

test('a package that is missing is named', async () => {
  const put = putObject(queueUrl, undefined, async () => {
    throw new Error('Cannot find package');
  });

  await expect(put(payload, undefined)).rejects.toMatchObject({
    code: packageMissing,
    message: 'largeEvents needs the package @aws-sdk/client-s3',
  });
});

describe('the time of an upload', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** An upload that S3 never answers, once it has begun. */
  async function begun(upload: typeof payload, signal?: AbortSignal) {
    const { promise: hasBegun, resolve } = Promise.withResolvers<undefined>();
    const s3 = fakeS3({
      onPut: async (abortSignal) => {
        resolve(undefined);
        await new Promise((_, reject) => {
          abortSignal?.addEventListener('abort', () => {
            reject(Object.assign(new Error('Request aborted'), { name: 'AbortError' }));
          });
        });
      },
    });
    const ended = putObject(queueUrl, s3.client)(upload, signal).then(
      () => 'stored',
      (error: Error) => error.name,
    );
    await hasBegun;
    return ended;
  }

  test.each([
    [payload, 30_001],
    [large, 40_000],
  ])('ends after half a minute and what a slow link takes: case %#', async (upload, limitMs) => {
    const pending = Symbol('pending');
    const ended = begun(upload);
    const isPending = async () => await Promise.race([ended, Promise.resolve(pending)]);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    await jest.advanceTimersByTimeAsync(limitMs - 1);
    expect(await isPending()).toBe(pending);
    await jest.advanceTimersByTimeAsync(1);

    expect(await ended).toBe('TimeoutError');
  });

  test('ends with the signal', async () => {
    const abort = new AbortController();
    const ended = begun(payload, abort.signal);
    await new Promise(setImmediate);
    abort.abort();

    expect(await ended).toBe('AbortError');
    expect(jest.getTimerCount()).toBe(0);
  });
});
