import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { payloadObjects } from '../../../lambdas/aws/payloads/payload-objects.ts';
import { s3Objects } from '../../../lambdas/aws/s3-objects.ts';
import { startSqs, type LocalSqs } from '../../../local/aws/sqs.ts';
import { credentialsOf, partnerAccount } from '../../../local/partner.ts';

let sqs: LocalSqs;
let nowMs = Date.parse('2026-11-21T19:00:00Z');
const credentials = { accessKeyId: '111122223333', secretAccessKey: 'any' };

beforeAll(async () => {
  sqs = await startSqs({ port: 0, now: () => nowMs });
  for (const bucket of ['texts', 'texts-us-east-1']) sqs.createBucket(bucket);
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

async function codeOf(address: string, init: RequestInit = {}): Promise<string> {
  const response = await fetch(address, init);
  return /<Code>(\w+)/.exec(await response.text())?.[1] ?? String(response.status);
}

describe('a presigned address', () => {
  const signer = new DynamoDBClient({
    region: 'us-east-1',
    credentials: credentialsOf(partnerAccount),
  });
  const object = { bucket: 'texts-us-east-1', key: 'out/1' };

  async function anAddress(method: 'GET' | 'HEAD' = 'GET'): Promise<string> {
    await objects(object.bucket).put(object.key, Buffer.from('{"a":1}'));
    const place = { bucket: object.bucket, region: 'us-east-1', endpoint: sqs.url };
    const made = payloadObjects(signer, [place], { redirectSeconds: 60, now: () => nowMs });
    return await made.address(object, method);
  }

  test('gives the object, whole or in part, as the type that it names', async () => {
    const whole = await fetch(await anAddress());
    const part = await fetch(await anAddress(), { headers: { range: 'bytes=1-3' } });

    expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(await whole.text()).toBe('{"a":1}');
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 1-3/7']);
    expect(await part.text()).toBe('"a"');
  });

  test('is for its own method', async () => {
    const head = await fetch(await anAddress('HEAD'), { method: 'HEAD' });

    expect([head.status, head.headers.get('content-length')]).toEqual([200, '7']);
    expect(await codeOf(await anAddress('HEAD'))).toBe('SignatureDoesNotMatch');
    expect(await codeOf(await anAddress(), { method: 'DELETE' })).toBe('SignatureDoesNotMatch');
  });

  test.each([
    ['another key', (address: string) => address.replace('/out/1?', '/out/2?')],
    ['another bucket', (address: string) => address.replace('/texts-us-east-1/', '/texts/')],
    ['a longer life', (address: string) => address.replace('Expires=60', 'Expires=600')],
    ['another type', (address: string) => address.replace('%2Fjson', '%2Fxml')],
    ['one parameter more', (address: string) => `${address}&versionId=1`],
  ])('with %s is refused', async (_, change) => {
    expect(await codeOf(change(await anAddress()))).toBe('SignatureDoesNotMatch');
  });

  test('with a header of S3’s that is not signed is refused, and one with two signatures', async () => {
    const headers = { 'x-amz-request-payer': 'requester' };
    expect(await codeOf(await anAddress(), { headers })).toBe('SignatureDoesNotMatch');
    const { authorization } = signed;
    expect(await codeOf(await anAddress(), { headers: { authorization } })).toBe('InvalidArgument');
  });

  test('without a parameter is refused, and one that would live too long', async () => {
    const code = 'AuthorizationQueryParametersError';
    expect(await codeOf((await anAddress()).replace('X-Amz-Date=', 'X-Date='))).toBe(code);
    expect(await codeOf((await anAddress()).replace('Expires=60', 'Expires=604801'))).toBe(code);
  });

  test('works until its end, and not before its time', async () => {
    const address = await anAddress();
    nowMs += 60_000;
    expect(await codeOf(address)).toBe('200');
    nowMs += 1;
    expect(await codeOf(address)).toBe('AccessDenied');
    const later = await anAddress();
    nowMs -= 16 * 60_000;
    expect(await codeOf(later)).toBe('AccessDenied');
  });
});
