import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, test } from '@jest/globals';
import { buildQueryString } from '@smithy/core/protocols';
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { payloadObjects } from '../../../../lambdas/aws/payloads/payload-objects.ts';
import { presign } from '../../../../lambdas/aws/payloads/presigned-address.ts';
import { Sha256 } from '../../../../lambdas/bundle/stand-ins/node-hashes.ts';
import { portOf } from '../../../../local/port-of.ts';

const bytesOfHmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();

/** The signature of a presigned address, by S3's description and nothing of the SDK. */
function signatureOf(method: string, address: string, secret: string): string {
  const { host, pathname, search } = new URL(address);
  const parameters = search
    .slice(1)
    .split('&')
    .filter((parameter) => !parameter.startsWith('X-Amz-Signature='))
    .toSorted();
  const query = new URLSearchParams(search);
  const [, ...scope] = query.get('X-Amz-Credential')!.split('/');
  const canonical = [
    method,
    pathname,
    parameters.join('&'),
    `host:${host}\n`,
    'host',
    'UNSIGNED-PAYLOAD',
  ];
  const hash = createHash('sha256').update(canonical.join('\n')).digest('hex');
  const text = ['AWS4-HMAC-SHA256', query.get('X-Amz-Date'), scope.join('/'), hash].join('\n');
  const key = scope.reduce<string | Buffer>(bytesOfHmac, `AWS4${secret}`);
  return bytesOfHmac(key, text).toString('hex');
}

const example = {
  method: 'GET',
  bucket: {
    protocol: 'https:',
    hostname: 'examplebucket.s3.amazonaws.com',
    path: '',
    port: undefined,
  },
  key: 'test.txt',
  region: 'us-east-1',
  query: {},
  expiresInSeconds: 86_400,
  signingDate: new Date('2013-05-24T00:00:00Z'),
} as const;
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

describe('a presigned address', () => {
  test('has the signature of the example in S3’s API reference', async () => {
    const { query } = await presign(example, { credentials, sha256: Sha256 });

    expect(query).toEqual({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request',
      'X-Amz-Date': '20130524T000000Z',
      'X-Amz-Expires': '86400',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
    });
  });

  test('has the session’s token, signed too, when the credentials have one', async () => {
    const session = { ...credentials, sessionToken: 'a+token/of==the session' };
    const { query } = await presign(example, { credentials: session, sha256: Sha256 });
    const address = `https://examplebucket.s3.amazonaws.com/test.txt?${buildQueryString(query)}`;

    expect(query).toMatchObject({ 'X-Amz-Security-Token': session.sessionToken });
    expect(query['X-Amz-Signature']).toBe(signatureOf('GET', address, credentials.secretAccessKey));
  });
});

const object = { bucket: 'payloads-eu-west-1', key: 'out/0123/4567-89ab' };
const bucketsAt = (endpoint?: string) =>
  ['us-east-1', 'eu-west-1', 'cn-north-1'].map((region) => ({
    bucket: `payloads-${region}`,
    region,
    endpoint,
  }));
const client = new DynamoDBClient({ region: 'us-east-1', credentials });
const options = { redirectSeconds: 300, now: () => Date.parse('2026-11-21T19:00:00Z') };

describe('the address of an object', () => {
  test.each([
    ['us-east-1', 'https://payloads-us-east-1.s3.us-east-1.amazonaws.com/'],
    ['eu-west-1', 'https://payloads-eu-west-1.s3.eu-west-1.amazonaws.com/'],
    ['cn-north-1', 'https://payloads-cn-north-1.s3.cn-north-1.amazonaws.com.cn/'],
  ])('leads to the bucket of its Region, %s, for so long', async (region, host) => {
    const where = { ...object, bucket: `payloads-${region}` };
    const address = await payloadObjects(client, bucketsAt(), options).address(where, 'GET');

    expect(address.startsWith(`${host}out/0123/4567-89ab?`)).toBe(true);
    const query = Object.fromEntries(new URL(address).searchParams);
    expect(query).toEqual({
      'response-content-type': 'application/json',
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': `AKIAIOSFODNN7EXAMPLE/20261121/${region}/s3/aws4_request`,
      'X-Amz-Date': '20261121T190000Z',
      'X-Amz-Expires': '300',
      // Nothing else, so that a range may be asked for.
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': signatureOf('GET', address, credentials.secretAccessKey),
    });
  });

  test('for HEAD is signed for HEAD', async () => {
    const address = await payloadObjects(client, bucketsAt(), options).address(object, 'HEAD');

    expect(new URL(address).searchParams.get('X-Amz-Signature')).toBe(
      signatureOf('HEAD', address, credentials.secretAccessKey),
    );
  });

  test('is not made for a bucket that is not the stage’s', async () => {
    const other = { ...object, bucket: 'payloads-eu-west-2' };

    await expect(
      payloadObjects(client, bucketsAt(), options).address(other, 'GET'),
    ).rejects.toThrow('a bucket of no Region of the stage');
  });
});

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Objects on an S3 that answers HEAD in turn, by the last status for ever. */
async function onAnS3(...statuses: readonly number[]) {
  const requests: string[] = [];
  server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url?.split('?')[0]}`);
    const status = statuses[requests.length - 1] ?? statuses.at(-1) ?? 200;
    response.writeHead(status, { 'content-length': '2000000' }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${portOf(server)}`;
  return { objects: payloadObjects(client, bucketsAt(endpoint), options), requests };
}

describe('the size of an object', () => {
  test('is what S3 says to HEAD', async () => {
    const { objects, requests } = await onAnS3(200);

    expect(await objects.sizeOf(object)).toBe(2_000_000);
    expect(requests).toEqual(['HEAD /payloads-eu-west-1/out/0123/4567-89ab']);
  });

  test('is none where there is no object', async () => {
    const { objects } = await onAnS3(404);

    expect(await objects.sizeOf(object)).toBeUndefined();
  });

  test.each(['payloads-eu-west-2', 'payloads-', 'payloads', 'other-eu-west-1'])(
    'is none in %s, which S3 is not asked for',
    async (bucket) => {
      const { objects, requests } = await onAnS3(200);

      expect(await objects.sizeOf({ ...object, bucket })).toBeUndefined();
      expect(requests).toEqual([]);
    },
  );

  test('is asked for once more when S3 fails', async () => {
    const { objects, requests } = await onAnS3(500, 200);

    expect(await objects.sizeOf(object)).toBe(2_000_000);
    expect(requests).toHaveLength(2);
  });

  test.each([503, 403, 301])('is unknown when S3 answers %i', async (status) => {
    const { objects } = await onAnS3(status);

    await expect(objects.sizeOf(object)).rejects.toThrow(`S3 answered ${status}`);
  });

  test('is unknown when there is no answer', async () => {
    const { objects } = await onAnS3(200);
    server!.close();

    await expect(objects.sizeOf(object)).rejects.toThrow('ECONNREFUSED');
  });
});
