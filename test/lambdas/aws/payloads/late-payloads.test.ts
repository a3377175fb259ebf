import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { latePayloads } from '../../../../lambdas/aws/payloads/late-payloads.ts';
import { tenantKey } from '../../../../lambdas/aws/payloads/payload-key.ts';
import { startSqs, type LocalSqs } from '../../../../local/aws/sqs.ts';
import { fakeLog } from '../../../support/fake-log.ts';

let sqs: LocalSqs;
const before = { ...process.env };

beforeAll(async () => {
  sqs = await startSqs({ port: 0 });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_S3: sqs.url,
    AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: '111122223333',
    AWS_SECRET_ACCESS_KEY: 'any',
  });
});
afterAll(async () => {
  process.env = before;
  await sqs.close();
});

test('what is loaded late stores and looks in the bucket of the function’s own Region', async () => {
  sqs.createBucket('payloads-us-east-1');
  const place = { payloadBucketPrefix: 'payloads', mappingTableName: 'mappings', days: 7 };
  const { store, links } = latePayloads(place, fakeLog());
  const stored = await store.store({ tenant: 'acct1', eventId: '1', detailJson: '{}' });

  expect(stored).toMatchObject({
    bucket: 'payloads-us-east-1',
    key: expect.stringContaining(`out/${tenantKey('acct1')}/`),
  });
  if ('kind' in stored) throw new Error(stored.text);
  expect(await store.look(stored, 'acct1')).toMatchObject({ sha256: stored.sha256 });
  await expect(links.open({ timeoutMs: 50 })).rejects.toThrow(/abort|ECONNREFUSED/i);
});
