import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { anHttpApiEvent } from '../../support/http-api-events.ts';
import type { SizesPlace } from './place.ts';
import { linkBase } from './stub-cloud.ts';

const answerSchema = v.object({
  statusCode: v.number(),
  headers: v.record(v.string(), v.string()),
});

const stubSchema = v.object({
  payload_url: v.string(),
  payload_size_bytes: v.number(),
  payload_sha256: v.string(),
});

/** What the deployed registration function answers whoever has a token. */
export async function answerTo(token: string, { registration }: Pick<SizesPlace, 'registration'>) {
  const event = anHttpApiEvent({ path: `/payloads/${token}`, claims: null, nowMs: Date.now() });
  const result = await registration.invoke(event);
  if (result.kind !== 'returned') throw new Error(`the function ${JSON.stringify(result)}`);
  return v.parse(answerSchema, result.payload);
}

/**
 * Follows a stub's link, and compares what is there byte by byte, by its SHA-256; returns what is wrong.
 *
 * @param hashes those of the details that were sent
 */
export async function follow(
  stubJson: string,
  hashes: ReadonlySet<string>,
  place: Pick<SizesPlace, 'registration'>,
): Promise<string | undefined> {
  const { payload_url: url, ...stub } = v.parse(stubSchema, JSON.parse(stubJson));
  const { statusCode, headers } = await answerTo(url.slice(linkBase.length), place);
  if (statusCode !== 302) return `a link is answered ${statusCode}`;
  const response = await fetch(headers['location'] ?? '');
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  const sha256 = hash.digest('hex');
  if (response.status !== 200) return `S3 answers ${response.status}`;
  if (bytes !== stub.payload_size_bytes) return `${bytes} bytes, not ${stub.payload_size_bytes}`;
  if (sha256 !== stub.payload_sha256) return 'the stub has another SHA-256';
  return hashes.has(sha256) ? undefined : 'nobody sent such a detail';
}
