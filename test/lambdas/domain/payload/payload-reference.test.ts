import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import * as v from 'valibot';
import {
  isKept,
  maxKeyLength,
  maxPayloadBytes,
  payloadReferenceSchema,
} from '../../../../lambdas/domain/payload/payload-reference.ts';
import { anyPayloadReference, anySeenReference } from '../../../support/arbitraries.ts';

const reference = {
  bucket: 'payloads-eu-west-1',
  key: 'in/0123456789abcdef/name.json',
  sizeBytes: 2,
  sha256: '0'.repeat(64),
};

const isTaken = (fields: object) => v.is(payloadReferenceSchema, { ...reference, ...fields });

describe('a reference', () => {
  test('is taken whatever its values, and as it was', () => {
    fc.assert(
      fc.property(fc.oneof(anyPayloadReference, anySeenReference), (any) => {
        expect(v.parse(payloadReferenceSchema, any)).toEqual(any);
      }),
    );
  });

  test.each([
    { bucket: 'a.b-1' },
    { key: 'out/a/b' },
    { key: 'in/a/b/c/d.e_f-G' },
    { key: `in/a/${'b'.repeat(maxKeyLength - 'in/a/'.length)}` },
    { sizeBytes: maxPayloadBytes },
    { expiresAt: '2026-11-21T19:00:00Z' },
    { expiresAt: '2026-11-21T19:00:00.000Z' },
  ])('may have %j', (fields) => {
    expect(isTaken(fields)).toBe(true);
  });

  test.each([
    { bucket: 'Payloads' },
    { bucket: 'ab' },
    { bucket: 'a'.repeat(64) },
    { bucket: 'a/b' },
    { key: '' },
    { key: 'in/a' },
    { key: 'in/a/' },
    { key: 'in//b' },
    { key: 'in/../b' },
    { key: 'in/a/.b' },
    { key: 'in/a/b?c' },
    { key: 'in/a/ü' },
    { key: 'in/a/b ' },
    { key: '/in/a/b' },
    { key: 'other/a/b' },
    { key: `in/a/${'b'.repeat(maxKeyLength)}` },
    { sizeBytes: 1 },
    { sizeBytes: 2.5 },
    { sizeBytes: maxPayloadBytes + 1 },
    { sizeBytes: '2' },
    { sha256: '0'.repeat(63) },
    { sha256: 'A'.repeat(64) },
    { expiresAt: 'soon' },
    { expiresAt: 7 },
    { other: 1 },
  ])('may not have %j', (fields) => {
    expect(isTaken(fields)).toBe(false);
  });
});

test('an object is kept until its time, if it was seen', () => {
  const expiresAt = '2026-11-21T19:00:00.000Z';
  const endMs = Date.parse(expiresAt);

  expect(isKept(reference, 0)).toBe(false);
  expect(isKept({ ...reference, expiresAt }, endMs - 1)).toBe(true);
  expect(isKept({ ...reference, expiresAt }, endMs)).toBe(false);
});
