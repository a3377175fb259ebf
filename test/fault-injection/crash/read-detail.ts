import { setTimeout as sleep } from 'node:timers/promises';
import { createHash } from 'node:crypto';
import * as v from 'valibot';

const stubSchema = v.object({
  payload_url: v.string(),
  payload_size_bytes: v.number(),
  payload_sha256: v.string(),
});

const mostTries = 30;

/**
 * The detail of an event as its customer has it in the end: what it received, or for a stub what is at its
 * link, as JSON text. Where the link leads nowhere, or to something else than the stub says, that is the text.
 */
export async function readDetail(detail: Readonly<Record<string, unknown>>): Promise<string> {
  const stub = v.safeParse(stubSchema, detail);
  if (!stub.success) return JSON.stringify(detail);
  const { payload_url: url, payload_size_bytes: sizeBytes, payload_sha256: sha256 } = stub.output;
  const response = await fetchPatiently(url);
  const bytes = Buffer.from(await response.arrayBuffer());
  const isRight =
    response.status === 200 &&
    bytes.length === sizeBytes &&
    createHash('sha256').update(bytes).digest('hex') === sha256;
  return isRight ? bytes.toString() : `no detail: ${response.status}, ${bytes.length} bytes`;
}

/** Waits as it is asked to while there are too many fetches. */
async function fetchPatiently(url: string): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    const response = await fetch(url);
    if (response.status !== 429 || tries === mostTries) return response;
    await sleep(1_000 * Number(response.headers.get('retry-after') ?? 1));
  }
}
