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
export async function readDetail(detailJson: string): Promise<string> {
  const stub = v.safeParse(stubSchema, JSON.parse(detailJson));
  if (!stub.success) return detailJson;
  const { payload_url: url, payload_size_bytes: sizeBytes, payload_sha256: sha256 } = stub.output;
  const { status, bytes } = await fetchPatiently(url);
  const isRight =
    status === 200 &&
    bytes.length === sizeBytes &&
    createHash('sha256').update(bytes).digest('hex') === sha256;
  return isRight ? bytes.toString() : `no detail: ${status}, ${bytes.length} bytes`;
}

interface Fetched {
  readonly status: number;
  readonly bytes: Buffer;
  readonly waitSeconds: number;
}

/** Tries again while there are too many fetches, and where a connection is cut, as the run's proxies do it. */
async function fetchPatiently(url: string): Promise<Fetched> {
  for (let tries = 1; ; tries += 1) {
    const fetched = await fetchOnce(url);
    const isFinal = fetched.status < 500 && fetched.status !== 429;
    if (isFinal || tries === mostTries) return fetched;
    await sleep(1_000 * fetched.waitSeconds);
  }
}

async function fetchOnce(url: string): Promise<Fetched> {
  try {
    const response = await fetch(url);
    const { status, headers } = response;
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status, bytes, waitSeconds: Number(headers.get('retry-after') ?? 0.1) };
  } catch {
    return { status: 599, bytes: Buffer.alloc(0), waitSeconds: 0.1 };
  }
}
