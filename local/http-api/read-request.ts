import type { IncomingMessage } from 'node:http';
import type { HttpRequest } from './http-message.ts';

/** The largest body that API Gateway accepts: 10 MB. */
export const maxBodyBytes = 10 * 1024 * 1024;

/** A refused body is still read to its end, up to this size, so that the client sees the answer. */
const maxDiscardedBytes = 64 * 1024 * 1024;

/** Reads a complete request; `tooLarge` when its body is. Rejects when the client disconnects. */
export async function readRequest(request: IncomingMessage): Promise<HttpRequest | 'tooLarge'> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    if (bytes <= maxBodyBytes) chunks.push(chunk);
    else chunks.length = 0;
    if (bytes > maxDiscardedBytes) break;
  }
  if (bytes > maxBodyBytes) return 'tooLarge';
  return {
    method: request.method ?? '',
    target: request.url ?? '/',
    headers: joinedHeaders(request),
    body: Buffer.concat(chunks),
    sourceIp: request.socket.remoteAddress ?? '',
    protocol: `HTTP/${request.httpVersion}`,
  };
}

function joinedHeaders({ headersDistinct }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headersDistinct).map(([name, values = []]) => [
      name,
      values.join(name === 'cookie' ? '; ' : ','),
    ]),
  );
}
