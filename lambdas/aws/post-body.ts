import { request as httpsRequest } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { KeptConnections } from './connections.ts';

const { request: httpRequest } = process.getBuiltinModule('node:http');

/** An answer of a service. */
export interface HttpAnswer {
  readonly status: number;
  /** The exception's name, if a header has it. */
  readonly errorType: string | undefined;
  /** Empty if it is longer than any answer that is read. */
  readonly body: string;
  /** Whether the answer is whole and the request's own body has left the process: nobody reads its memory any more. */
  readonly isBodySent: boolean;
}

/** Where a request goes. */
export interface HttpPlace {
  /** `POST`, or `PUT`. */
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
  readonly path: string;
  /** The longest answer that is read, a megabyte by default. */
  readonly maxAnswerBytes?: number;
}

/** A request without its body. */
export interface Posted {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Posts the body of a request. Rejects when no whole answer comes before the signal aborts. */
export type PostBody = (body: Buffer, posted: Posted) => Promise<HttpAnswer>;

/**
 * Makes what posts to a place. The SDK's handler of requests takes three times as long, most of it for timers of
 * its own; the signal of each call stands for them.
 */
export function bodyPoster(
  { method, protocol, hostname: host, port, path, maxAnswerBytes = megabyte }: HttpPlace,
  { httpAgent, httpsAgent }: KeptConnections,
): PostBody {
  const isSecure = protocol === 'https:';
  const request = isSecure ? httpsRequest : httpRequest;
  const place = { method, host, port, path, agent: isSecure ? httpsAgent : httpAgent };
  return (body, { headers, signal }) =>
    new Promise((resolve, reject) => {
      const all = { ...headers, 'content-length': body.length };
      const sent = request({ ...place, headers: all }, (response) => {
        const { statusCode: status = 0, headers: answered } = response;
        const [errorType] = [answered['x-amzn-errortype']].flat();
        const take = (text: string) => {
          // A service may answer before it has read everything.
          const isBodySent = response.complete && sent.writableFinished;
          resolve({ status, errorType, body: text, isBodySent });
        };
        readBody(response, take, reject, maxAnswerBytes);
      });
      // The request's own option of this name takes eight listeners.
      const abort = () =>
        void sent.destroy(new Error('the request was aborted', { cause: signal.reason }));
      signal.addEventListener('abort', abort);
      sent.on('close', () => signal.removeEventListener('abort', abort));
      sent.on('error', reject);
      // Without a listener the connection is closed, and that is all.
      sent.on('upgrade', (_, socket) => {
        socket.destroy();
        reject(new Error('the answer is another protocol'));
      });
      if (signal.aborted) abort();
      else sent.end(body);
    });
}

// Twenty results have a few kilobytes; an answer of more than a megabyte is not the service's.
const megabyte = 1_048_576;

/** Reads a body as text; stops at one that is too long, and closes its connection. */
function readBody(
  response: IncomingMessage,
  resolve: (text: string) => void,
  reject: (error: Error) => void,
  maxBytes: number,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= maxBytes) {
      chunks.push(chunk);
      return;
    }
    resolve('');
    response.destroy();
  });
  response.on('end', () => resolve(Buffer.concat(chunks).toString()));
  response.on('error', reject);
}
