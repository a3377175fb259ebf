import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createHash, createHmac } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestListener,
  type Server,
} from 'node:http';
import { s3Objects } from '../../../lambdas/aws/s3-objects.ts';
import { Readable } from 'node:stream';
import { portOf } from '../../../local/port-of.ts';

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
  const objects = await startS3((request, response) => {
    requests.push(request);
    const answer = answers[requests.length - 1] ?? answers.at(-1) ?? 200;
    const [status, code] = typeof answer === 'number' ? [answer, `Code${answer}`] : answer;
    request.resume().on('end', () => {
      response.statusCode = status;
      response.end(status < 300 ? 'text' : `<Error><Code>${code}</Code></Error>`);
    });
  });
  return { ...objects, requests };
}

async function startS3(answer: RequestListener) {
  server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${portOf(server)}`;
  const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' };
  const place = { bucket: 'texts', region: 'eu-west-1', endpoint, credentials };
  const pauses: number[] = [];
  const objects = s3Objects(place, async (ms) => {
    pauses.push(ms);
  });
  return { objects, pauses };
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

  test('is put again, whole, after a connection that broke', async () => {
    const received: string[] = [];
    const { objects, pauses } = await startS3((request, response) => {
      if (pauses.length === 0) {
        request.socket.destroy();
        return;
      }
      request.on('data', (chunk) => received.push(String(chunk)));
      request.on('end', () => response.end());
    });
    await objects.put('key', Buffer.from('123456789'));

    expect(pauses).toHaveLength(1);
    expect(received.join('')).toBe('123456789');
  });

  test.each(['SlowDown', 'ThrottlingException'])('is put again after %s', async (code) => {
    const { objects, requests } = await anS3([400, code], 200);
    await objects.put('key', Buffer.from('x'));

    expect(requests).toHaveLength(2);
  });

  test('is put again after too many requests, without a code', async () => {
    const { objects, requests } = await anS3(429, 200);
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

const sha256 = createHash('sha256').update('{}').digest('hex');

describe('an object with its SHA-256', () => {
  test('is put as JSON with it, signed, and with no other checksum', async () => {
    const { objects, requests } = await anS3(200);
    await objects.putHashed('out/a/b', Buffer.from('{}'), sha256, 1_000);

    const [request] = requests;
    expect([request!.method, request!.url]).toEqual(['PUT', '/texts/out/a/b']);
    expect(request!.headers).toMatchObject({
      'content-length': '2',
      'content-type': 'application/json',
      'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
      'x-amz-content-sha256': sha256,
      authorization: expect.stringMatching(/SignedHeaders=.*x-amz-checksum-sha256/),
    });
    expect(request!.headers).not.toHaveProperty('x-amz-checksum-crc32');
    expect(request!.headers.authorization).toMatch(
      new RegExp(`Signature=${signatureOf(request!, 'secret')}$`),
    );
  });
});

/** S3 that answers HEAD with these headers, and GET as it is told. */
async function anS3With(headers: OutgoingHttpHeaders | number, get: Answer = 200) {
  const requests: IncomingMessage[] = [];
  const { objects } = await startS3((request, response) => {
    requests.push(request);
    const [status, code] = typeof get === 'number' ? [get, `Code${get}`] : get;
    if (request.method === 'GET') response.writeHead(status).end(`<Code>${code}</Code>`);
    else if (typeof headers === 'number') response.writeHead(headers).end();
    else response.writeHead(200, headers).end();
  });
  return { objects, requests };
}

const lastModified = 'Sat, 21 Nov 2026 19:00:00 GMT';
const whole = Buffer.from(sha256, 'hex').toString('base64');
const common = { 'content-length': '5', 'last-modified': lastModified };

describe('what S3 says of an object', () => {
  test('is asked for with its checksum', async () => {
    const { objects, requests } = await anS3With({ ...common, 'x-amz-checksum-sha256': whole });

    expect(await objects.head('in/a/b', 1_000)).toEqual({
      sizeBytes: 5,
      lastModifiedMs: Date.parse(lastModified),
      sha256,
    });
    expect(requests.map(({ method }) => method)).toEqual(['HEAD']);
    expect(requests[0]!.headers['x-amz-checksum-mode']).toBe('ENABLED');
  });

  test.each([
    [{}],
    [{ 'x-amz-checksum-crc32': 'O/zQ9g==' }],
    [{ 'x-amz-checksum-sha256': `${whole}-2` }],
    [{ 'x-amz-checksum-sha256': whole, 'x-amz-checksum-type': 'COMPOSITE' }],
    [{ 'x-amz-checksum-sha256': 'AAAA' }],
  ])('has no SHA-256 of the whole object in %j', async (headers) => {
    const { objects } = await anS3With({ ...common, ...headers });

    expect(await objects.head('in/a/b', 1_000)).not.toHaveProperty('sha256');
  });

  test('is nothing where there is no object, which S3 says to GET alone', async () => {
    const { objects, requests } = await anS3With(404, [404, 'NoSuchKey']);

    expect(await objects.head('in/a/b', 1_000)).toBeUndefined();
    expect(requests.map(({ method }) => method)).toEqual(['HEAD', 'GET']);
    expect(requests[1]!.headers.range).toBe('bytes=0-0');
  });

  test.each<[string, number, Answer]>([
    ['the bucket is absent', 404, [404, 'NoSuchBucket']],
    ['it was there a moment later', 404, 206],
    ['it is there, but its checksum is forbidden', 403, 206],
  ])('is a fault where %s', async (_, head, get) => {
    const { objects } = await anS3With(head, get);

    await expect(objects.head('in/a/b', 1_000)).rejects.toThrow(/S3/);
  });

  test.each<[number, string]>([
    [403, 'AccessDenied'],
    [400, 'KMS.DisabledException'],
    [400, 'ExpiredToken'],
  ])('is refused with %i by the name %s, which S3 says to GET alone', async (status, code) => {
    const { objects, requests } = await anS3With(status, [status, code]);

    await expect(objects.head('in/a/b', 1_000)).rejects.toMatchObject({ name: code, status });
    expect(requests.map(({ method }) => method)).toEqual(['HEAD', 'GET']);
  });

  test('is not asked for in another way while S3 has a fault', async () => {
    const { objects, requests } = await anS3With(503);

    await expect(objects.head('in/a/b', 1_000)).rejects.toThrow('503');
    expect(requests.map(({ method }) => method)).toEqual(['HEAD', 'HEAD', 'HEAD']);
  });
});

const megabyte = Buffer.alloc(1_048_576, 'x');

describe('the hash of an object', () => {
  test('of a hundred megabytes is read without being held in memory', async () => {
    let most = 0;
    const begun = process.memoryUsage().rss;
    function* pieces() {
      for (let sent = 0; sent < 100; sent += 1) {
        most = Math.max(most, process.memoryUsage().rss - begun);
        yield megabyte;
      }
    }
    const { objects } = await startS3((_, response) => void Readable.from(pieces()).pipe(response));
    const hash = createHash('sha256');
    for (let sent = 0; sent < 100; sent += 1) hash.update(megabyte);

    expect(await objects.hash('in/a/b', 30_000)).toBe(hash.digest('hex'));
    // Held whole it would take twice its size.
    expect(most).toBeLessThan(150 * 1_048_576);
  });

  test('is read anew, and not on, after a connection that broke', async () => {
    let requests = 0;
    const { objects } = await startS3((_, response) => {
      requests += 1;
      response.writeHead(200, { 'content-length': '2' });
      response.write('{');
      if (requests === 1) response.once('close', () => {}).destroy();
      else response.end('}');
    });

    expect(await objects.hash('in/a/b', 5_000)).toBe(sha256);
    expect(requests).toBe(2);
  });

  test('is given up in its time where S3 falls silent', async () => {
    const { objects } = await startS3((_, response) => {
      response.writeHead(200, { 'content-length': '2' });
      response.write('{');
    });
    const beganMs = performance.now();

    await expect(objects.hash('in/a/b', 50)).rejects.toThrow(/abort/i);
    expect(performance.now() - beganMs).toBeLessThan(3_000);
  });

  test('is none where there is no object', async () => {
    const { objects } = await anS3(404);

    expect(await objects.hash('in/a/b', 1_000)).toBeUndefined();
  });
});
