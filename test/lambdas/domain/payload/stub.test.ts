import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { writeJson } from '../../../../lambdas/domain/json.ts';
import { keptMembers, stubNames, writeStub } from '../../../../lambdas/domain/payload/stub.ts';
import { anySeenReference } from '../../../support/arbitraries.ts';

const anyDetail = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }));

test('a stub is what is kept of a detail, and the link to it', () => {
  fc.assert(
    fc.property(anyDetail, anySeenReference, fc.webUrl(), (detail, reference, url) => {
      const keptJson = keptMembers(writeJson(detail));
      const stubJson = writeStub(keptJson, reference, url);

      expect(JSON.parse(stubJson)).toEqual({
        ...JSON.parse(keptJson),
        payload_url: url,
        payload_size_bytes: reference.sizeBytes,
        payload_sha256: reference.sha256,
        expires_at: reference.expiresAt,
      });
      expect(stubJson.startsWith(keptJson.slice(0, -1))).toBe(true);
    }),
  );
});

test('a stub of nothing that is kept has its own members alone, each of them', () => {
  const reference = { bucket: 'b', key: 'k', sizeBytes: 2, sha256: '0' };

  for (const nothing of ['{}', ' { } ']) {
    const stub = JSON.parse(writeStub(nothing, reference, 'https://a.test'));
    expect(Object.keys(stub)).toEqual([...stubNames]);
    expect(stub.expires_at).toBe('');
  }
});
