import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** A request as it came over the wire. */
export interface StubRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
  /** The client's port: two requests of one port came over one connection. */
  readonly clientPort: number | undefined;
}

/** What the stub answers; `hang` never does, `headersAlone` begins an answer and never goes on, and `endless` goes on for ever. */
export type StubAnswer =
  | {
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | 'hang'
  | 'headersAlone'
  | 'endless'
  | 'hangUp';

function* endlessly(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(65_536, ' ');
}

/** An HTTP server on 127.0.0.1 in the place of EventBridge, answering as it is told. */
export async function startStubEventBridge() {
  const requests: StubRequest[] = [];
  let answer: StubAnswer = { status: 200, body: '{"FailedEntryCount":0,"Entries":[]}' };
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const body = JSON.parse(await text(request));
    const { headers, socket } = request;
    requests.push({ headers, body, clientPort: socket.remotePort });
    if (answer === 'hang') return;
    if (answer === 'hangUp') {
      socket.destroy();
      return;
    }
    const type = { 'content-type': 'application/x-amz-json-1.1' };
    if (answer === 'headersAlone') {
      response.writeHead(200, type).write('{');
      return;
    }
    if (answer === 'endless') {
      Readable.from(endlessly()).pipe(response.writeHead(200, type));
      return;
    }
    response.writeHead(answer.status, { ...type, ...answer.headers });
    response.end(answer.body);
  };
  const server = createServer((request, response) => void take(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    answerWith: (next: StubAnswer) => {
      answer = next;
    },
    /** Ends all connections, whatever is under way. */
    hangUp: () => server.closeAllConnections(),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
