import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** A call as it came over the wire. */
export interface StubCall {
  /** The value of `X-Amz-Target`, such as `AWSEvents.PutPartnerEvents`. */
  readonly target: string;
  readonly body: Buffer;
  readonly headers: IncomingHttpHeaders;
  /** The client's port: two calls of one port came over one connection. */
  readonly clientPort: number | undefined;
}

/**
 * What a stub answers. `hang` never does, `headersAlone` begins an answer and never goes on, `endless` goes
 * on for ever, and `hangUp` ends the connection.
 */
export type StubAnswer =
  | {
      readonly status?: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | 'hang'
  | 'headersAlone'
  | 'endless'
  | 'hangUp';

/** AWS services on 127.0.0.1. */
export interface HttpStub {
  readonly url: string;
  readonly server: Server;
  readonly close: () => Promise<void>;
}

const answerType = { 'content-type': 'application/x-amz-json-1.1' };

/** Starts a stub of AWS's JSON protocols. Where `answer` throws, the caller gets an error that says why. */
export async function startHttpStub(
  answer: (call: StubCall) => StubAnswer | Promise<StubAnswer>,
): Promise<HttpStub> {
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const { headers, socket } = request;
    const target = String(headers['x-amz-target']);
    const clientPort = socket.remotePort;
    const body = await buffer(request);
    reply(await answer({ target, body, headers, clientPort }), response);
  };
  // Who is measured waits for its turn longer than the five seconds after which Node.js would hang up.
  const server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
    take(request, response).catch((error: unknown) => {
      reply({ status: 400, body: JSON.stringify({ message: String(error) }) }, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: urlOf(server),
    server,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function reply(answer: StubAnswer, response: ServerResponse): void {
  switch (answer) {
    case 'hang':
      return;
    case 'hangUp':
      response.socket?.destroy();
      return;
    case 'headersAlone':
      response.writeHead(200, answerType).write('{');
      return;
    case 'endless':
      Readable.from(endlessly()).pipe(response.writeHead(200, answerType));
      return;
    default: {
      const { status = 200, body, headers } = answer;
      const contentLength = Buffer.byteLength(body);
      response.writeHead(status, { ...answerType, 'content-length': contentLength, ...headers });
      response.end(body);
    }
  }
}

function* endlessly(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(65_536, ' ');
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stub has no port');
  return `http://127.0.0.1:${address.port}`;
}
