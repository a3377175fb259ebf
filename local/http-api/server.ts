import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  entityTooLarge,
  messageAnswer,
  type HttpAnswer,
  type HttpRequest,
} from './http-message.ts';
import { readRequest } from './read-request.ts';
import { portOf } from '../port-of.ts';

/** A running HTTP server. */
export interface HttpServer {
  readonly url: string;
  /** Stops at once: closes open connections, even in the middle of a request. */
  close(): Promise<void>;
}

/**
 * The limit of the request line and the headers together, header names included; API Gateway's quota
 * counts only the line and the values. A larger request is answered with 431.
 */
export const maxHeaderBytes = 10_240;

/** Answers a request. If it rejects, the answer is 500. */
export type HttpHandler = (request: HttpRequest) => Promise<HttpAnswer>;

/**
 * Starts an HTTP server on 127.0.0.1; `port` 0 picks a free one. Rejects with Node's error (EADDRINUSE)
 * when the port is in use. It answers only requests to its own address: a request of another site's page,
 * by a DNS name that points here, has another Host.
 *
 * @param handlerAt makes the handler, once, for the server's address
 */
export async function startHttpServer(
  port: number,
  handlerAt: (url: string) => HttpHandler,
): Promise<HttpServer> {
  const server = createServer({ maxHeaderSize: maxHeaderBytes });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${portOf(server)}`;
  const handler = handlerAt(url);
  server.on('request', (request, response) => {
    // A client that disconnected needs no answer.
    answer(request, response, handler).catch(() => response.destroy());
  });
  return {
    url,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  handler: HttpHandler,
): Promise<void> {
  const read = await readRequest(request);
  send(response, await answerTo(read, request, handler));
}

async function answerTo(
  read: HttpRequest | 'tooLarge',
  request: IncomingMessage,
  handler: HttpHandler,
): Promise<HttpAnswer> {
  if (!isOwnAddress(request)) return messageAnswer(403, 'Forbidden');
  if (read === 'tooLarge') return entityTooLarge;
  return await handler(read).catch(() => messageAnswer(500, 'Internal Server Error'));
}

function isOwnAddress({ headers, socket }: IncomingMessage): boolean {
  const port = String(socket.localPort ?? '');
  return headers.host === `127.0.0.1:${port}` || headers.host === `localhost:${port}`;
}

function send(response: ServerResponse, { status, headers, cookies = [], body }: HttpAnswer): void {
  // The length of the body that HEAD omits is not known here.
  const hasBody = status !== 204 && status !== 304 && response.req.method !== 'HEAD';
  response.writeHead(status, {
    ...headers,
    ...(cookies.length === 0 ? {} : { 'set-cookie': [...cookies] }),
    ...(hasBody ? { 'content-length': Buffer.byteLength(body) } : {}),
  });
  response.end(hasBody ? body : undefined);
}
