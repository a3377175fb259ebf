import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { s3Objects } from '../../../lambdas/aws/s3-objects.ts';
import { startSqs, type LocalSqs } from '../../../local/aws/sqs.ts';

let sqs: LocalSqs;
const credentials = { accessKeyId: '111122223333', secretAccessKey: 'any' };

beforeAll(async () => {
  sqs = await startSqs({ port: 0 });
  sqs.createBucket('texts');
});
afterAll(() => sqs.close());

function objects(bucket = 'texts') {
  return s3Objects({ bucket, region: 'us-east-1', endpoint: sqs.url, credentials });
}

const signed = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=a/20261121/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
};

async function put(key: string, headers: Record<string, string>): Promise<string> {
  const response = await fetch(`${sqs.url}/texts/${key}`, { method: 'PUT', body: 'text', headers });
  return /<Code>(\w+)/.exec(await response.text())?.[1] ?? String(response.status);
}

describe('S3 beside the local SQS', () => {
  test('takes objects, and gives them whole or in part', async () => {
    await objects().put('bodies/1', Buffer.from('0123456789'));

    expect(sqs.objectKeys('texts')).toEqual(['bodies/1']);
    expect(String(await objects().get('bodies/1'))).toBe('0123456789');
    expect(String(await objects().get('bodies/1', { offset: 2, length: 3 }))).toBe('234');
    expect(await objects().get('bodies/1', { offset: 10, length: 3 })).toBeUndefined();
    expect(await objects().get('bodies/2')).toBeUndefined();
  });

  test('has no bucket that nobody created', async () => {
    await expect(objects('none').put('bodies/1', Buffer.from('x'))).rejects.toThrow('NoSuchBucket');
  });

  test.each([
    ['nobody signed', {}, 'AccessDenied'],
    [
      'was signed for another service',
      { ...signed, authorization: signed.authorization.replace('/s3/', '/sqs/') },
      'AccessDenied',
    ],
    ['has no hash', { authorization: signed.authorization }, 'InvalidRequest'],
    ['has a wrong hash', { ...signed, 'x-amz-content-sha256': '00' }, 'XAmzContentSHA256Mismatch'],
    ['has a wrong checksum', { ...signed, 'x-amz-checksum-crc32': 'AAAAAA==' }, 'BadDigest'],
    ['has a wrong hash of its bytes', { ...signed, 'x-amz-checksum-sha256': 'AA==' }, 'BadDigest'],
    ['is in order', signed, '200'],
  ])('answers a request that %s as S3 does', async (_, headers, code) => {
    expect(await put('key', headers)).toBe(code);
  });

  test('takes no key of more than 1,024 bytes', async () => {
    expect(await put('k'.repeat(1_024), signed)).toBe('200');
    expect(await put('k'.repeat(1_025), signed)).toBe('KeyTooLongError');
  });
});
