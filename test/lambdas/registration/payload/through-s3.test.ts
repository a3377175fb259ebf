import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { linkSecretKeeper } from '../../../../lambdas/aws/payloads/keep-link-secrets.ts';
import { payloadLinks } from '../../../../lambdas/aws/payloads/payload-links.ts';
import { payloadObjects } from '../../../../lambdas/aws/payloads/payload-objects.ts';
import { payloadTokens } from '../../../../lambdas/aws/payloads/payload-tokens.ts';
import { s3Objects } from '../../../../lambdas/aws/s3-objects.ts';
import { httpRoutes } from '../../../../lambdas/registration/routes.ts';
import { startSqs, type LocalSqs } from '../../../../local/aws/sqs.ts';
import { httpApi } from '../../../../local/http-api/http-api.ts';
import { startHttpServer, type HttpServer } from '../../../../local/http-api/server.ts';
import { credentialsOf, partnerAccount } from '../../../../local/partner.ts';
import { aMapping, aNotification, testNowMs } from '../../../support/domain-builders.ts';
import { fakeRegistration } from '../../../support/registration-services.ts';
import { startTestTables } from '../../../support/test-tables.ts';

const detail = JSON.stringify({ numbers: Array.from({ length: 50_000 }, (_, index) => index) });
const credentials = credentialsOf(partnerAccount);
const signer = new DynamoDBClient({ region: 'us-east-1', credentials });
const hourMs = 3_600_000;
const redirectSeconds = 300;

/** What the whole way needs: S3, DynamoDB, and the registration API over HTTP, all at one moment. */
interface Way {
  readonly s3: LocalSqs;
  readonly tables: Awaited<ReturnType<typeof startTestTables>>;
}

let way: Way;
let api: HttpServer;
let registration: ReturnType<typeof fakeRegistration>;
let nowMs: number;
let linkOf: (expiresAtMs?: number, mapping?: ReturnType<typeof aMapping>) => Promise<string>;

beforeAll(async () => {
  const s3 = await startSqs({ port: 0, now: () => nowMs });
  s3.createBucket('payloads-us-east-1');
  way = { s3, tables: await startTestTables() };
});
afterAll(async () => {
  signer.destroy();
  await way.s3.close();
  await way.tables.close();
});

beforeEach(async () => {
  nowMs = testNowMs;
  const { s3, tables } = way;
  const { client } = tables;
  const tableName = await tables.createTable();
  const place = { bucket: 'payloads-us-east-1', region: 'us-east-1', endpoint: s3.url };
  const payloads = {
    ...payloadTokens(client, tableName),
    ...payloadObjects(signer, [place], { redirectSeconds, now: () => nowMs }),
  };
  const fetching = { payloads, count: () => undefined, fetchesPerSecond: 40 };
  registration = fakeRegistration({ mappings: [aMapping()], fetching });
  const handler = httpApi({
    routes: httpRoutes,
    rates: fetching,
    authorize: async () => 'unauthorized',
    invoke: async (event) => ({ kind: 'returned', payload: await registration.handle(event) }),
    now: async () => nowMs,
  });
  api = await startHttpServer(0, () => handler);
  const key = 'out/0123/4567-89ab';
  await s3Objects({ ...place, credentials }).put(key, Buffer.from(detail));
  await linkSecretKeeper(client, tableName).keep(api.url);
  linkOf = async (expiresAtMs = testNowMs + hourMs, mapping = aMapping()) => {
    const linkTo = (await payloadLinks(client, tableName).open())!;
    const expiresAt = new Date(expiresAtMs).toISOString();
    const { bucket } = place;
    return linkTo({ bucket, key, sizeBytes: 1, sha256: '', expiresAt }, mapping);
  };
});
afterEach(async () => {
  await api.close();
});

describe('a customer who has a link', () => {
  test('gets the whole detail, as JSON, by following it', async () => {
    const response = await fetch(await linkOf());

    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.text()).toBe(detail);
  });

  test('gets a part of it, and its size by HEAD', async () => {
    const part = await fetch(await linkOf(), { headers: { range: 'bytes=10-19' } });
    const head = await fetch(await linkOf(), { method: 'HEAD' });

    expect([part.status, await part.text()]).toEqual([206, detail.slice(10, 20)]);
    expect(part.headers.get('content-range')).toBe(`bytes 10-19/${detail.length}`);
    expect([head.status, head.headers.get('content-length')]).toEqual([200, `${detail.length}`]);
  });

  test('is led to S3 by an answer without a body that nothing keeps', async () => {
    const response = await fetch(await linkOf(), { redirect: 'manual' });

    expect(response.status).toBe(302);
    expect(await response.text()).toBe('');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('location')).toMatch(/[?&]X-Amz-Expires=300&/);
  });

  test('cannot go on with the address of S3 when its minutes are over', async () => {
    const { headers } = await fetch(await linkOf(), { redirect: 'manual' });
    const address = headers.get('location')!;
    nowMs += redirectSeconds * 1_000;
    expect((await fetch(address)).status).toBe(200);
    nowMs += 1;

    expect((await fetch(address)).status).toBe(403);
    expect((await fetch(await linkOf())).status).toBe(200);
  });

  test('gets nothing once the link has expired', async () => {
    const link = await linkOf();
    nowMs += hourMs - 1;
    expect((await fetch(link)).status).toBe(200);
    nowMs += 1;

    expect((await fetch(link)).status).toBe(404);
  });

  test('gets nothing once the source was retired, nor after it was registered again', async () => {
    const link = await linkOf();
    await registration.mappings.retire(aMapping(), aNotification());
    expect((await fetch(link)).status).toBe(404);
    const [retired] = await registration.table.find('acct1/repo1');
    const again = aMapping({ generation: 'generation-2' });
    await registration.table.register(again, retired);

    expect((await fetch(link)).status).toBe(404);
    expect((await fetch(await linkOf(undefined, again))).status).toBe(200);
  });

  test('gets nothing once the source was deleted', async () => {
    const link = await linkOf();
    await registration.table.remove(aMapping());

    expect((await fetch(link)).status).toBe(404);
  });

  test('gets nothing of S3 itself without a signature, or with that of another object', async () => {
    const { headers } = await fetch(await linkOf(), { redirect: 'manual' });
    const address = headers.get('location')!;

    expect((await fetch(address.split('?')[0]!)).status).toBe(403);
    expect((await fetch(address.replace('4567-89ab', '4567-89ac'))).status).toBe(403);
  });
});
