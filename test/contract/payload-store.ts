import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { tenantKey } from '../../lambdas/aws/payloads/payload-key.ts';
import type { PayloadReference } from '../../lambdas/domain/payload/payload-reference.ts';
import type { PayloadStore } from '../../lambdas/ports/payloads.ts';

/** A store, and its bucket. */
export interface ObservedStore {
  readonly store: PayloadStore;
  readonly bucket: string;
  /** Uploads an object as a producer does. */
  readonly upload: (key: string, text: string) => Promise<void>;
  /** The text of an object. */
  readonly read: (key: string) => Promise<string | undefined>;
}

const tenant = 'acct1';
const text = '{"text":"ü 語 😀","number":300.0}';

/** The reference to the text, as a message has it. */
function referenceTo(bucket: string, key: string): PayloadReference {
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { bucket, key, sizeBytes: Buffer.byteLength(text), sha256 };
}

/** What every store of payloads must do; `emptyStore` makes one without objects. */
export function payloadStoreContract(emptyStore: () => Promise<ObservedStore>): void {
  test('stores a detail byte for byte, and says what it is and until when', async () => {
    const { store, bucket, read } = await emptyStore();
    const stored = await store.store({ tenant, eventId: 'ü/1', detailJson: text });

    if ('kind' in stored) throw new Error(stored.text);
    expect(stored).toMatchObject(referenceTo(bucket, stored.key));
    expect(stored.key).toMatch(
      new RegExp(`^out/${tenantKey(tenant)}/[0-9a-f]{32}-${stored.sha256}$`),
    );
    expect(Date.parse(stored.expiresAt)).toBeGreaterThan(0);
    expect(await read(stored.key)).toBe(text);
    expect(await store.look(stored, tenant)).toMatchObject(referenceTo(bucket, stored.key));
  });

  test('stores the same event with the same detail as the same object', async () => {
    const { store } = await emptyStore();
    const keyOf = async (eventId: string, detailJson: string) => {
      const stored = await store.store({ tenant, eventId, detailJson });
      return 'kind' in stored ? undefined : stored.key;
    };
    const first = await keyOf('1', text);

    expect(await keyOf('1', text)).toBe(first);
    expect(await keyOf('1', '{}')).not.toBe(first);
    expect(await keyOf('2', text)).not.toBe(first);
  });

  test('sees an object that a producer uploaded, however it did', async () => {
    const { store, bucket, upload } = await emptyStore();
    const key = `in/${tenantKey(tenant)}/any/name.json`;
    await upload(key, text);

    expect(await store.look(referenceTo(bucket, key), tenant)).toEqual({
      ...referenceTo(bucket, key),
      expiresAt: expect.any(String),
    });
  });

  describe('refuses for good', () => {
    refusals(emptyStore);
  });
}

function refusals(emptyStore: () => Promise<ObservedStore>): void {
  const own = `in/${tenantKey(tenant)}/one`;
  test.each<[string, Partial<PayloadReference>]>([
    ['another bucket', { bucket: 'another' }],
    ['another tenant’s object', { key: `in/${tenantKey('acct2')}/one` }],
    ['an object outside', { key: `other/${tenantKey(tenant)}/one` }],
    ['an object that is not there', { key: `${own}-not` }],
    ['another size', { sizeBytes: 2 }],
    ['another hash', { sha256: '0'.repeat(64) }],
  ])('%s', async (_, wrong) => {
    const { store, bucket, upload } = await emptyStore();
    await upload(own, text);
    await upload(`in/${tenantKey('acct2')}/one`, text);
    const answer = await store.look({ ...referenceTo(bucket, own), ...wrong }, tenant);

    expect(answer).toMatchObject({ kind: 'wrong', text: expect.any(String) });
  });
}
