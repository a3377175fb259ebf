import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeStub } from '../../lambdas/domain/payload/stub.ts';

const run = promisify(execFile);

const detail = { action: 'opened', text: 'ä€😀'.repeat(100_000) };
const payload = Buffer.from(JSON.stringify(detail));
const sha256 = createHash('sha256').update(payload).digest('hex');
const reference = {
  bucket: 'payloads-us-east-1',
  key: 'out/a/b',
  sizeBytes: payload.length,
  sha256,
  expiresAt: '2026-11-28T18:00:00.000Z',
};

let folder: string;
/** As the API: redirects `/payloads/<status>` to the store. */
let api: Server;
/** As S3: has the payload. */
let store: Server;

async function begin(): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'consumers-'));
  store = createServer((request, response) => {
    if (request.url === '/object?signature=x') response.end(payload);
    else response.writeHead(403).end();
  });
  api = createServer((request, response) => {
    const status = Number(request.url?.split('/').at(-1));
    const location = `${addressOf(store)}/object?signature=x`;
    response.writeHead(status, status < 400 ? { location } : {}).end();
  });
  for (const server of [store, api]) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
}

function end(): void {
  for (const server of [store, api]) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(folder, { recursive: true });
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A detail that is a stub, whose link answers with this status. */
function aStub(status: number, fields: Partial<typeof reference> = {}) {
  const url = `${addressOf(api)}/payloads/${status}`;
  return JSON.parse(writeStub('{"action":"opened"}', { ...reference, ...fields }, url));
}

/** A consumer that prints what it handles, and where it is run. */
export interface Consumer {
  readonly file: string;
  readonly text: string;
  readonly program: string;
}

/** Tests that a consumer fetches what stubs lead to, checks it, and leaves other events as they are. */
export function testConsumer({ file, program, text }: Consumer): void {
  beforeAll(begin);
  afterAll(end);

  /** What the consumer handles of an event; rejects if it fails. */
  async function handled(event: object): Promise<unknown> {
    const path = join(folder, file);
    writeFileSync(path, text);
    const { stdout } = await run(program, [path, JSON.stringify(event)], {
      maxBuffer: 10 * payload.length,
      timeout: 30_000,
    });
    return JSON.parse(stdout);
  }

  test.each([302, 303, 307])('fetches the detail of a stub by a redirect of %j', async (status) => {
    expect(await handled({ detail: aStub(status) })).toEqual(detail);
  });

  test('handles the detail of any other event as it came', async () => {
    const whole = { detail: { action: 'closed' } };

    expect(await handled(whole)).toEqual(whole.detail);
  });

  test.each([
    ['has another hash', { sha256: 'ab'.repeat(32) }],
    ['is larger', { sizeBytes: payload.length - 1 }],
    ['is smaller', { sizeBytes: payload.length + 1 }],
  ])('fails if the payload %s than the stub says', async (_, fields) => {
    await expect(handled({ detail: aStub(302, fields) })).rejects.toThrow(
      'the payload is not the one that was sent',
    );
  });

  test('fails if the link has ended', async () => {
    await expect(handled({ detail: aStub(404) })).rejects.toThrow('404');
  });
}
