import { describe, expect, test } from '@jest/globals';
import { gunzipSync } from 'node:zlib';
import { emptyAnswer, jsonAnswer } from '../../../lambdas/registration/answers.ts';
import { compressAnswer } from '../../../lambdas/registration/compress-answer.ts';
import { fakeCatalog } from '../../support/fake-catalog.ts';
import { anHttpApiEvent } from '../../support/http-api-events.ts';
import { fakeRegistration } from '../../support/registration-services.ts';

const long = jsonAnswer(200, { text: 'é'.repeat(10_000) });

describe('an answer of the API', () => {
  test('that is long goes compressed to who takes gzip', async () => {
    const { headers, body, isBase64Encoded } = await compressAnswer(long, 'gzip, deflate, br');

    expect(headers).toEqual({
      ...long.headers,
      vary: 'Accept-Encoding',
      'content-encoding': 'gzip',
    });
    expect(isBase64Encoded).toBe(true);
    expect(gunzipSync(Buffer.from(body!, 'base64')).toString()).toBe(long.body);
  });

  test.each([undefined, 'br', 'gzip;q=0', 'identity;q=0'])(
    'goes as it is to who sends %p',
    async (acceptEncoding) => {
      expect(await compressAnswer(long, acceptEncoding)).toEqual({
        ...long,
        headers: { ...long.headers, vary: 'Accept-Encoding' },
      });
    },
  );

  test('that is short or empty goes as it is', async () => {
    const short = jsonAnswer(200, { text: 'é' });

    expect(await compressAnswer(short, 'gzip')).toBe(short);
    expect(await compressAnswer(emptyAnswer, 'gzip')).toBe(emptyAnswer);
  });
});

test('the catalogue travels compressed', async () => {
  const detailTypes = Array.from({ length: 100 }, (_, index) => `type-${index}`);
  const { handle } = fakeRegistration({
    replace: () => ({ catalog: fakeCatalog(...detailTypes) }),
  });
  const headers = { 'accept-encoding': 'gzip' };
  const answer = await handle(anHttpApiEvent({ path: '/detail-types', headers }));

  expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', 'cache-control': 'no-store' });
  const text = gunzipSync(Buffer.from(answer.body!, 'base64')).toString();
  expect(JSON.parse(text).detailTypes).toHaveLength(100);
});
