import type { IncomingMessage } from 'node:http';

/** A refused body is still read to its end, up to this size, so that the client sees the answer. */
const MAX_DISCARDED_BYTES = 67_108_864;

/** A body's text, or `tooLarge` when it has more than `maxBytes`. Rejects when the client disconnects. */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<{ kind: 'body'; text: string } | { kind: 'tooLarge' }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    if (bytes <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
    if (bytes > MAX_DISCARDED_BYTES) break;
  }
  if (bytes > maxBytes) return { kind: 'tooLarge' };
  return { kind: 'body', text: Buffer.concat(chunks).toString('utf8') };
}
