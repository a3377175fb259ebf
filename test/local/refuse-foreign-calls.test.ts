import { request, type RequestOptions } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import { startDynamoDb } from '../../local/aws/dynamodb.ts';
import { startSqs } from '../../local/aws/sqs.ts';
import { startRuntimeApi } from '../../local/lambda/runtime-api.ts';

const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

type Answer = { status: number | undefined; body: string };

async function answerTo(options: RequestOptions): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const sent = request({ host: '127.0.0.1', method: 'POST', path: '/', ...options }, (response) => {
    void text(response).then((body) => resolve({ status: response.statusCode, body }));
  });
  sent.on('error', reject);
  sent.end(options.method === 'GET' ? undefined : '{}');
  return await promise;
}

const servers = {
  'SQS and S3': startSqs,
  DynamoDB: startDynamoDb,
  'the Runtime API': startRuntimeApi,
};

describe.each(Object.entries(servers))('%s', (_name, start) => {
  async function started() {
    const server = await start({ port: 0 });
    stops.push(() => server.close());
    return server;
  }

  test.each([
    ['a name that points here', { host: 'evil.example' }],
    ['the page of another site', { origin: 'https://evil.example' }],
    ['the page of another port', { origin: 'http://localhost:3000' }],
  ])('refuses a call of %s', async (_whom, headers) => {
    const { port } = await started();
    expect(await answerTo({ port, headers })).toMatchObject({ status: 403 });
  });

  test('takes every other call', async () => {
    const { port } = await started();
    const { status } = await answerTo({ port, headers: { host: `localhost:${port}` } });
    expect(status).not.toBe(403);
    expect(await answerTo({ port })).toMatchObject({ status });
  });
});

test('S3 can be opened by a link of another page, as presigned addresses are', async () => {
  const server = await startSqs({ port: 0 });
  stops.push(() => server.close());
  const { port } = server;
  const headers = { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate' };
  const link = { port, headers, path: '/bucket/key' };
  const refused = expect.stringContaining('may not call this server');
  expect(await answerTo({ ...link, method: 'GET' })).toMatchObject({
    body: expect.stringContaining('<Error>'),
  });
  expect(await answerTo({ ...link, method: 'POST' })).toMatchObject({ body: refused });
});
