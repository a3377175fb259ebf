import { expect, test } from '@jest/globals';
import { gunzipSync } from 'node:zlib';
import { bodyOf } from '../../support/http-api-events.ts';
import { fakeRegistration } from '../../support/registration-services.ts';

const { send } = fakeRegistration();
const path = '/catalog-exports/events.d.ts';
const text = 'export type CatalogEvent = never;\n';

test('each file that the catalogue lists can be downloaded', async () => {
  const { exports } = bodyOf(await send({ path: '/detail-types' }));

  expect(exports.map(({ name }: { name: string }) => name)).toEqual([
    'events.d.ts',
    'asyncapi.json',
  ]);
  for (const { name, href } of exports) {
    expect(await send({ path: href })).toMatchObject({
      statusCode: 200,
      headers: {
        'cache-control': 'no-store',
        'content-disposition': `attachment; filename="${name}"`,
      },
    });
  }
});

test('a file goes compressed to who takes gzip, as it was compressed once', async () => {
  const answer = await send({ path, headers: { 'accept-encoding': 'gzip, br' } });

  expect(answer).toMatchObject({ headers: { 'content-encoding': 'gzip' }, isBase64Encoded: true });
  expect(gunzipSync(Buffer.from(answer.body!, 'base64')).toString()).toBe(text);
});

test.each([{}, { 'accept-encoding': 'br' }])('it goes as text to who sends %j', async (headers) => {
  const answer = await send({ path, headers });

  expect(answer).toMatchObject({ statusCode: 200, body: text });
  expect(answer.headers).not.toHaveProperty('content-encoding');
});

test('it has a type by which no browser runs it', async () => {
  const types = await Promise.all(
    [path, '/catalog-exports/asyncapi.json'].map(
      async (one) => (await send({ path: one })).headers['content-type'],
    ),
  );

  expect(types).toEqual(['text/plain; charset=utf-8', 'application/json']);
});

test.each(['nothing.json', 'list.json', '..%2Flist.json', 'constructor', '%E0%A4%A'])(
  'no other file can be downloaded: %s',
  async (name) => {
    const answer = await send({ path: `/catalog-exports/${name}` });

    expect(bodyOf(answer)).toMatchObject({ code: 'notFound' });
  },
);

test('nobody downloads without a token, or changes anything', async () => {
  expect(await send({ path, claims: null })).toMatchObject({ statusCode: 401 });
  expect(await send({ path, method: 'DELETE' })).toMatchObject({
    statusCode: 405,
    headers: { allow: 'GET, HEAD' },
  });
});
