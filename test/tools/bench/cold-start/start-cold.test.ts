import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentsAt } from '../../../../tools/bench/cold-start/environments.ts';
import { firstBatch, firstBatchProblem } from '../../../../tools/bench/cold-start/first-batch.ts';
import { startCold } from '../../../../tools/bench/cold-start/start-cold.ts';
import { startStub, type Stub } from '../../../../tools/bench/cold-start/stub.ts';
import { bundleModule } from '../../../../lambdas/bundle/bundle-module.ts';
import { functionEntry } from '../../../../lambdas/bundle/function-entry.ts';

const folder = mkdtempSync(join(tmpdir(), 'start-cold-'));
const fanOut = join(folder, 'index.mjs');
beforeAll(() => void bundleModule(functionEntry('fan-out'), fanOut));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the fan-out bundle in a process of its own', () => {
  let stub: Stub;
  beforeAll(async () => {
    stub = await startStub();
  });
  afterAll(async () => await stub.close());

  test('delivers its first batch', async () => {
    const environment = environmentsAt(stub.url)['fan-out'];
    const start = await startCold({ file: fanOut, environment }, stub.url, firstBatch);

    expect(firstBatchProblem(stub.received(), start.response)).toBeUndefined();
    expect(start.importMs).toBeGreaterThan(0);
    expect(start.firstBatchMs).toBeGreaterThan(start.importMs);
  });

  test('is only imported without a batch', async () => {
    stub.begin();
    const environment = environmentsAt(stub.url)['fan-out'];
    const start = await startCold({ file: fanOut, environment }, stub.url);

    expect(start.firstBatchMs).toBeUndefined();
    expect(stub.received()).toEqual([]);
  });
});

describe('credentials', () => {
  const headers: IncomingHttpHeaders[] = [];
  let server: Server;
  beforeAll(async () => {
    server = createServer((request, response) => {
      headers.push(request.headers);
      response.writeHead(400).end('{}');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => void server.close());

  test('are those of the environment, with their session token', async () => {
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const environment = {
      ...environmentsAt(url)['fan-out'],
      AWS_ACCESS_KEY_ID: '123456789012',
      AWS_SESSION_TOKEN: 'of-the-role',
    };
    await startCold({ file: fanOut, environment }, url, firstBatch);

    expect(headers[0]?.authorization).toMatch('Credential=123456789012/');
    expect(headers[0]?.['x-amz-security-token']).toBe('of-the-role');
  });
});

test('a failure at import is reported with its output', async () => {
  const file = join(folder, 'broken.mjs');
  writeFileSync(file, 'throw new Error("no table");');
  await expect(startCold({ file, environment: {} }, 'http://127.0.0.1:9')).rejects.toThrow(
    'no table',
  );
});

test('a bundle without a handler is refused', async () => {
  const file = join(folder, 'empty.js');
  writeFileSync(file, 'exports.other = 1;');
  await expect(startCold({ file, environment: {} }, 'http://127.0.0.1:9')).rejects.toThrow(
    'exports no handler',
  );
});
