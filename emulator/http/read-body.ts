import type { IncomingMessage } from 'node:http';

/** Entries of 1 MiB, which escapes in the request's JSON can make three times as long: `\"`, `\u00e9`. */
const MAX_BODY_BYTES = 3_145_728;
/** A refused body is still read to its end, up to this size, so that the client sees the answer. */
const MAX_DISCARDED_BYTES = 67_108_864;

/** A body's text, or `tooLarge` when it exceeds the limit. Rejects when the client disconnects. */
export async function readBody(
  request: IncomingMessage,
): Promise<{ kind: 'body'; text: string } | { kind: 'tooLarge' }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
    if (bytes > MAX_DISCARDED_BYTES) break;
  }
  if (bytes > MAX_BODY_BYTES) return { kind: 'tooLarge' };
  return { kind: 'body', text: Buffer.concat(chunks).toString('utf8') };
}
