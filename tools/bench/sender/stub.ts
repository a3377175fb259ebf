import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { ReceivedRequest } from './check-requests.ts';

/** EventBridge's PutEvents and PutPartnerEvents on 127.0.0.1: every entry is accepted. */
export interface Stub {
  readonly url: string;
  /** Answers from now on after so long, and forgets what it has received. */
  begin(delayMs: number): void;
  /** What has been received since. */
  received(): readonly ReceivedRequest[];
  close(): Promise<void>;
}

/**
 * Starts a stub. While requests come it only counts their entries, and keeps them to be looked at
 * afterwards: the less it works, the less it holds up who is measured.
 */
export async function startStub(): Promise<Stub> {
  let requests: { readonly target: string; readonly body: Buffer }[] = [];
  let delayMs = 0;
  let accepted = 0;
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(request);
    requests.push({ target: String(request.headers['x-amz-target']), body });
    const entries = countEntries(body);
    const answer = resultsFrom(accepted, entries);
    accepted += entries;
    if (delayMs > 0) await pause(delayMs);
    response.writeHead(200, {
      'Content-Type': 'application/x-amz-json-1.1',
      'Content-Length': answer.length,
    });
    response.end(answer);
  };
  // An arm waits for its turn longer than the five seconds after which Node.js would hang up.
  const server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
    void take(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: urlOf(server.address()),
    begin(nextDelayMs) {
      requests = [];
      delayMs = nextDelayMs;
    },
    received: () => requests.map(({ target, body }) => ({ target, body: body.toString() })),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

// No text in JSON holds these characters: its quotation marks have a backslash before them.
const entryMark = '"Source":';

/** The number of entries in the body of a PutEvents or PutPartnerEvents request. */
export function countEntries(body: Buffer): number {
  let entries = 0;
  let at = body.indexOf(entryMark);
  while (at !== -1) {
    entries += 1;
    at = body.indexOf(entryMark, at + entryMark.length);
  }
  return entries;
}

/** An answer with an id of its own for each entry, as long as EventBridge's. */
function resultsFrom(first: number, entries: number): string {
  const results = Array.from({ length: entries }, (_, index) => {
    const id = String(first + index).padStart(12, '0');
    return `{"EventId":"11710aed-b79e-4468-a20b-${id}"}`;
  });
  return `{"FailedEntryCount":0,"Entries":[${results.join(',')}]}`;
}

function urlOf(address: ReturnType<ReturnType<typeof createServer>['address']>): string {
  if (address === null || typeof address === 'string') throw new Error('the stub has no port');
  return `http://127.0.0.1:${address.port}`;
}
