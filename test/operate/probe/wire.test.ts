import { createServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { newBudget } from '../../../operate/probe/budget.ts';
import { openWire, type Wire } from '../../../operate/probe/wire.ts';
import { useEventBridgeAt } from '../../support/aws-variables.ts';

type Handle = (body: string, response: ServerResponse) => void;

let handle: Handle;
let wire: Wire;
let undo: () => void;
let stopping: AbortController;
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => handle(Buffer.concat(chunks).toString(), response));
});

beforeEach(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  undo = useEventBridgeAt(`http://127.0.0.1:${port}`);
  stopping = new AbortController();
  wire = await openWire('eu-west-1', {
    budget: newBudget({ maxCalls: 3, maxBytes: 1_000 }),
    signal: stopping.signal,
    now: () => performance.now(),
  });
});

afterEach(async () => {
  wire.close();
  undo();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

describe('a request', () => {
  test('is sent as it is, whatever its text', async () => {
    const text = '{"Entries":[{"Detail":"{\\"n\\":1e400}","Detail":"\\ud800"}]}';
    let seen = '';
    handle = (body, response) => {
      seen = body;
      response.end('{"FailedEntryCount":0,"Entries":[{"EventId":"e1"}]}');
    };

    expect(await wire.put(text)).toEqual({
      kind: 'answered',
      results: [{ EventId: 'e1' }],
      ms: expect.any(Number),
    });
    expect(seen).toBe(text);
  });

  test('may be refused, with a status and a code', async () => {
    handle = (_, response) => response.writeHead(413).end('<html>too large</html>');

    expect(await wire.put('{}')).toMatchObject({
      kind: 'refused',
      status: 413,
      failure: { code: 'HTTP 413', message: '' },
    });
  });

  test('may be cut', async () => {
    handle = (_, response) => response.destroy();

    expect(await wire.put('{}')).toMatchObject({
      kind: 'unanswered',
      failure: { code: 'ECONNRESET' },
    });
  });

  test('is one of so many, and no more', async () => {
    handle = (_, response) => response.end('{}');
    for (const text of ['1', '2', '3']) await wire.put(text);

    await expect(wire.put('4')).rejects.toThrow('more than 3 requests');
  });

  test('has so many bytes with the others, and no more', async () => {
    handle = (_, response) => response.end('{}');
    await wire.put('a'.repeat(900));

    await expect(wire.put('a'.repeat(101))).rejects.toThrow('1000 bytes');
  });

  test('ends at once when the run is stopped, and no other is sent', async () => {
    let isSent = false;
    handle = () => {
      isSent = true;
      stopping.abort();
    };

    await expect(wire.put('{}')).rejects.toThrow('abort');
    isSent = false;
    await expect(wire.put('{}')).rejects.toThrow('abort');
    expect(isSent).toBe(false);
  });
});
