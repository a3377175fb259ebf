import pLimit from 'p-limit';
import type { PayloadReference } from '../../domain/payload/payload-reference.ts';
import type { CallTime, Log } from '../../ports/delivery.ts';
import type { PayloadProblem, PayloadStore, SeenReference } from '../../ports/payloads.ts';
import { S3Error } from '../s3-answers.ts';
import type { HashedObjects, S3Head } from '../s3-objects.ts';
import { isKeyOf, sha256Of, storedKey } from './payload-key.ts';

/** What a store of payloads needs. */
export interface PayloadStoreServices {
  /** Of the bucket. */
  readonly objects: HashedObjects;
  readonly bucket: string;
  /** How long a link to an object works; the bucket keeps it for a day longer. */
  readonly days: number;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

const dayMs = 24 * 60 * 60_000;
const standardTimeoutMs = 10_000;
// Many at once would share the line, and none would end in its time.
const readsInFlight = 2;

/** The payloads of a Region in its bucket. */
export function s3PayloadStore(services: PayloadStoreServices): PayloadStore {
  const { objects, bucket, days, now } = services;
  const context = { ...services, limitReads: pLimit(readsInFlight) };
  return {
    async store({ tenant, eventId, detailJson }, time) {
      const bytes = Buffer.from(detailJson);
      const sha256 = sha256Of(bytes);
      const key = storedKey(tenant, eventId, sha256);
      const expiresAt = dateOf(now() + days * dayMs);
      return await orUnreachable('a detail could not be stored', services, async () => {
        await objects.putHashed(key, bytes, sha256, timeoutMsOf(time));
        return { bucket, key, sizeBytes: bytes.length, sha256, expiresAt };
      });
    },
    async look(reference, tenant, time) {
      if (reference.bucket !== bucket) return wrong('the bucket is not that of this Region');
      if (!isKeyOf(reference.key, tenant)) return wrong('the key is not one of the tenant’s');
      const endMs = now() + timeoutMsOf(time);
      return await orUnreachable('a detail could not be looked at', services, () =>
        find(reference, endMs, context),
      );
    },
  };
}

interface FindContext extends PayloadStoreServices {
  readonly limitReads: ReturnType<typeof pLimit>;
}

async function find(
  reference: PayloadReference,
  endMs: number,
  context: FindContext,
): Promise<Found> {
  const { objects, days, now } = context;
  const head = await objects.head(reference.key, endMs - now());
  if (head === undefined) return wrong(absent);
  const { sizeBytes, lastModifiedMs } = head;
  if (sizeBytes !== reference.sizeBytes) {
    return wrong(`the object has ${sizeBytes} bytes, not ${reference.sizeBytes}`);
  }
  const untilMs = lastModifiedMs + days * dayMs;
  if (untilMs <= now()) return wrong(`the object was kept until ${dateOf(untilMs)}`);
  const sha256 = await hashOf(head, reference.key, endMs, context);
  if (sha256 === undefined) return wrong(absent);
  if (sha256 !== reference.sha256) return wrong('the object has another SHA-256');
  return { ...reference, expiresAt: dateOf(untilMs) };
}

/** The hash of an object; S3 keeps none of what was uploaded without one, or in parts. */
async function hashOf(
  { sha256 }: S3Head,
  key: string,
  endMs: number,
  { objects, now, limitReads }: FindContext,
): Promise<string | undefined> {
  if (sha256 !== undefined) return sha256;
  return await limitReads(async () => {
    if (now() >= endMs) throw new Error('no time is left to read the object');
    return await objects.hash(key, endMs - now());
  });
}

const absent = 'the object is not in the bucket';

type Found = SeenReference | PayloadProblem;

function wrong(text: string): PayloadProblem {
  return { kind: 'wrong', text };
}

function dateOf(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

function timeoutMsOf({ timeoutMs = standardTimeoutMs }: CallTime = {}): number {
  return timeoutMs;
}

async function orUnreachable(
  what: string,
  { log }: PayloadStoreServices,
  call: () => Promise<Found>,
): Promise<Found> {
  try {
    return await call();
  } catch (error) {
    log.error(what, { error });
    // Other errors may repeat what they were about.
    const text = error instanceof S3Error ? error.message : 'S3 did not answer';
    return { kind: 'unreachable', text };
  }
}
