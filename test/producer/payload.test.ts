import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { payloadOf } from '../../producer/payload.ts';

test('a payload says how large its detail is in UTF-8, and which', () => {
  const detailJson = JSON.stringify({ text: 'ü😀'.repeat(50_000) });
  const place = { bucket: 'payloads', key: 'in/a/b' };

  expect(payloadOf(detailJson, place)).toEqual({
    detailJson,
    reference: {
      ...place,
      sizeBytes: Buffer.byteLength(detailJson),
      sha256: createHash('sha256').update(detailJson).digest('hex'),
    },
  });
});
