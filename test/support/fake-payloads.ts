import { isKeyOf, sha256Of, storedKey, tenantKey } from '../../lambdas/aws/payloads/payload-key.ts';
import type { PayloadServices } from '../../lambdas/delivery/refer.ts';
import { readLink, writeLink } from '../../lambdas/domain/payload/payload-link.ts';
import type { PayloadReference } from '../../lambdas/domain/payload/payload-reference.ts';
import type { CallTime, MappingVersion } from '../../lambdas/ports/delivery.ts';
import type {
  PayloadLinks,
  PayloadProblem,
  PayloadStore,
  SeenReference,
} from '../../lambdas/ports/payloads.ts';
import type { Time } from '../../lambdas/ports/time.ts';

const dayMs = 24 * 60 * 60_000;

/** The bucket of {@link fakePayloads}. */
export const testBucket = 'payloads-us-east-1';

/** How a fake payload bucket behaves. */
export interface FakePayloadsOptions {
  readonly time: Time;
  /** How long a call takes; one that takes longer than its time fails. */
  readonly callMs?: number;
  readonly days?: number;
}

interface StoredObject {
  readonly text: string;
  readonly lastModifiedMs: number;
}

/** A payload bucket and links to what is in it, in memory. */
export function fakePayloads({ time, callMs = 0, days = 7 }: FakePayloadsOptions) {
  const objects = new Map<string, StoredObject>();
  const state = { isOut: false, links: 'written' as 'written' | 'missing' | 'out', callMs };
  const { inTime, mostUnderWay } = callsInTime(time, state);
  const { store, puts, looks } = fakeStore({ time, days, objects, inTime });
  const opened: number[] = [];
  const links: PayloadLinks = {
    async open() {
      opened.push(time.now());
      if (state.links === 'out') throw new Error('the table cannot be reached');
      return state.links === 'missing' ? undefined : linkTo;
    },
  };
  const services: PayloadServices = { store, links };
  return {
    services,
    objects,
    puts,
    looks,
    opened,
    state,
    mostUnderWay,
    /** Stores a detail as a producer does, and returns its reference. */
    upload(tenant: string, name: string, text: string): PayloadReference {
      const key = `in/${tenantKey(tenant)}/${name}`;
      objects.set(key, { text, lastModifiedMs: time.now() });
      const sizeBytes = Buffer.byteLength(text);
      return { bucket: testBucket, key, sizeBytes, sha256: sha256Of(text) };
    },
    /** What a customer receives at an address; undefined if nothing is there. */
    fetch(url: string): string | undefined {
      const link = readLink(Buffer.from(url.slice(base.length), 'base64url').toString());
      return link && link.expiresAtMs > time.now() ? objects.get(link.key)?.text : undefined;
    },
  };
}

interface StoreContext {
  readonly time: Time;
  readonly days: number;
  readonly objects: Map<string, StoredObject>;
  readonly inTime: (callTime?: CallTime) => Promise<boolean>;
}

function fakeStore({ time, days, objects, inTime }: StoreContext) {
  const puts: string[] = [];
  const looks: string[] = [];
  const expiryOf = (lastModifiedMs: number) =>
    new Date(lastModifiedMs + days * dayMs).toISOString();
  const store: PayloadStore = {
    async store({ tenant, eventId, detailJson }, callTime) {
      const sha256 = sha256Of(detailJson);
      const key = storedKey(tenant, eventId, sha256);
      puts.push(key);
      const lastModifiedMs = time.now();
      if (!(await inTime(callTime))) return unreachable;
      objects.set(key, { text: detailJson, lastModifiedMs });
      const sizeBytes = Buffer.byteLength(detailJson);
      return { bucket: testBucket, key, sizeBytes, sha256, expiresAt: expiryOf(lastModifiedMs) };
    },
    async look(reference, tenant, callTime) {
      looks.push(reference.key);
      if (reference.bucket !== testBucket) return wrong('bucket');
      if (!isKeyOf(reference.key, tenant)) return wrong('key');
      if (!(await inTime(callTime))) return unreachable;
      const found = objects.get(reference.key);
      if (found === undefined) return wrong('absent');
      if (Buffer.byteLength(found.text) !== reference.sizeBytes) return wrong('size');
      if (sha256Of(found.text) !== reference.sha256) return wrong('hash');
      const expiresAt = expiryOf(found.lastModifiedMs);
      return Date.parse(expiresAt) > time.now() ? { ...reference, expiresAt } : wrong('over');
    },
  };
  return { store, puts, looks };
}

/** Calls that take their time, and how many were under way at once at the most. */
function callsInTime(time: Time, state: { readonly isOut: boolean; readonly callMs: number }) {
  const underWay = { now: 0, most: 0 };
  const inTime = async ({ timeoutMs = Infinity }: CallTime = {}): Promise<boolean> => {
    underWay.now += 1;
    underWay.most = Math.max(underWay.most, underWay.now);
    if (state.callMs > 0) await time.sleep(Math.min(state.callMs, timeoutMs));
    underWay.now -= 1;
    return state.callMs <= timeoutMs && !state.isOut;
  };
  return { inTime, mostUnderWay: () => underWay.most };
}

/** A fake payload bucket. */
export type FakePayloads = ReturnType<typeof fakePayloads>;

const base = 'https://api.test/payloads/';
const unreachable: PayloadProblem = { kind: 'unreachable', text: 'S3 answered 503 SlowDown' };

function wrong(text: string): PayloadProblem {
  return { kind: 'wrong', text };
}

function linkTo(
  { bucket, key, expiresAt }: SeenReference,
  { generator, sourceArn, generation }: MappingVersion,
): string {
  const expiresAtMs = Date.parse(expiresAt);
  const text = writeLink({ generator, sourceArn, generation, bucket, key, expiresAtMs });
  return `${base}${Buffer.from(text).toString('base64url')}`;
}
