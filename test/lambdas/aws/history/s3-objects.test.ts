import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { s3Objects } from '../../../../lambdas/aws/history/s3-objects.ts';
import { portOf } from '../../../../local/port-of.ts';

let server: Server | undefined;

afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
});

/** An answer of S3: a status, with its code if that matters. */
type Answer = number | readonly [number, string];

/** S3 that answers the requests in turn, by the last answer for ever. */
async function anS3(...answers: readonly Answer[]) {
  const requests: IncomingMessage[] = [];
  server = createServer((request, response) => {
    requests.push(request);
    const answer = answers[requests.length - 1] ?? answers.at(-1) ?? 200;
    const [status, code] = typeof answer === 'number' ? [answer, `Code${answer}`] : answer;
    request.resume().on('end', () => {
      response.statusCode = status;
      response.end(status < 300 ? 'text' : `<Error><Code>${code}</Code></Error>`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${portOf(server)}`;
  const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' };
  const place = { bucket: 'texts', region: 'eu-west-1', endpoint, credentials };
  const pauses: number[] = [];
  const objects = s3Objects(place, async (ms) => {
    pauses.push(ms);
  });
  return { objects, requests, pauses };
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** The signature of a request to S3 by AWS's description of it (API reference, signature version 4). */
function signatureOf({ method = '', url = '', headers }: IncomingMessage, secret: string): string {
  const authorization = String(headers.authorization);
  const [, scope = '', signed = ''] =
    /Credential=[^/]+\/(\S+), SignedHeaders=([^,]+)/.exec(authorization) ?? [];
  const lines = signed.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const hashed = String(headers['x-amz-content-sha256']);
  const canonical = [method, url, '', lines.join(''), signed, hashed].join('\n');
  const hash = createHash('sha256').update(canonical).digest('hex');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, hash].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key, text).toString('hex');
}

describe('an object', () => {
  test('is put and read with the signature that S3 computes', async () => {
    const { objects, requests } = await anS3(200);
    await objects.put('bodies/2026/11/21/1900-x', Buffer.from('123456789'));
    await objects.get('bodies/2026/11/21/1900-x', { offset: 5, length: 10 });

    const emptyHash = createHash('sha256').digest('hex');
    expect(requests.map(({ headers }) => headers['x-amz-content-sha256'])).toEqual([
      'UNSIGNED-PAYLOAD',
      emptyHash,
    ]);
    for (const request of requests) {
      const { authorization } = request.headers;
      expect(authorization).toMatch(new RegExp(`Signature=${signatureOf(request, 'secret')}$`));
      // S3 asks for these to be signed: the host, and each header that is its own.
      const own = Object.keys(request.headers).filter((name) => /^(?:host|x-amz-.*)$/.test(name));
      expect(/SignedHeaders=([^,]+)/.exec(String(authorization))?.[1]?.split(';')).toEqual(
        expect.arrayContaining(own),
      );
    }
  });

  test('is put with a signature for S3 and its length; TLS guards its bytes', async () => {
    const { objects, requests } = await anS3(200);
    await objects.put('bodies/2026/11/21/1900-x', Buffer.from('123456789'));

    const [{ method, url, headers } = { headers: {} }] = requests;
    expect([method, url]).toEqual(['PUT', '/texts/bodies/2026/11/21/1900-x']);
    expect(headers).toMatchObject({
      'content-length': '9',
      'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
      authorization: expect.stringMatching(
        /Credential=key\/\d{8}\/eu-west-1\/s3\/aws4_request, SignedHeaders=.*x-amz-content-sha256/,
      ),
    });
  });

  test('is put again after a fault of S3, after growing pauses', async () => {
    const { objects, requests, pauses } = await anS3(500, 503, 200);
    await objects.put('key', Buffer.from('x'));

    expect(requests).toHaveLength(3);
    expect(pauses[0]!).toBeLessThan(pauses[1]!);
  });

  test.each(['SlowDown', 'ThrottlingException'])('is put again after %s', async (code) => {
    const { objects, requests } = await anS3([400, code], 200);
    await objects.put('key', Buffer.from('x'));

    expect(requests).toHaveLength(2);
  });

  test('that the key does not let S3 store is refused by the name of the fault', async () => {
    const { objects } = await anS3([400, 'KMS.DisabledException']);

    await expect(objects.put('key', Buffer.from('x'))).rejects.toThrow('KMS.DisabledException');
  });

  test('is not put again when S3 refuses it', async () => {
    const { objects, requests } = await anS3(403);

    await expect(objects.put('key', Buffer.from('x'))).rejects.toThrow('403 Code403');
    expect(requests).toHaveLength(1);
  });

  test('is given up after three faults', async () => {
    const { objects, requests } = await anS3(503);

    await expect(objects.get('key')).rejects.toThrow('503');
    expect(requests).toHaveLength(3);
  });

  test('that is absent is no fault, unless S3 does not say whether it is', async () => {
    expect(await (await anS3(404)).objects.get('key')).toBeUndefined();
    await expect((await anS3(403)).objects.get('key')).rejects.toThrow('403');
  });

  test('of a bucket that is absent is a fault: the text may be elsewhere', async () => {
    const { objects } = await anS3([404, 'NoSuchBucket']);

    await expect(objects.get('key')).rejects.toThrow('NoSuchBucket');
  });

  test('is read in part', async () => {
    const { objects, requests } = await anS3(206);
    await objects.get('key', { offset: 5, length: 10 });

    expect(requests[0]?.headers.range).toBe('bytes=5-14');
  });
});
