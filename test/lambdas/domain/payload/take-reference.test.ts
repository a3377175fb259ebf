import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { writeDomainEvent } from '../../../../lambdas/domain/domain-event.ts';
import { takeReference } from '../../../../lambdas/domain/payload/take-reference.ts';
import { anyDomainEvent } from '../../../support/arbitraries.ts';

const reference = {
  bucket: 'payloads-us-east-1',
  key: 'out/a/b',
  sizeBytes: 5_242_880,
  sha256: 'ab'.repeat(32),
  expiresAt: '2026-11-28T18:00:00.000Z',
};
const event = {
  id: 'e1',
  generator: 'acct1/repo1',
  detailType: 'push',
  resources: [],
  detailJson: '{"n":300.0,"id":12345678901234567890}',
};

test('an event and its reference are taken apart, its numbers as they are written', () => {
  expect(takeReference(writeDomainEvent({ ...event, reference }))).toEqual({
    reference,
    text: '{"id":"e1","generator":"acct1/repo1","detailType":"push","detail":{"n":300.0,"id":12345678901234567890}}',
  });
});

test('an event that has nothing of its detail has nothing of it without its reference', () => {
  const text = JSON.stringify({ id: 'e1', detailReference: reference });

  expect(takeReference(text)).toEqual({ reference, text: '{"id":"e1"}' });
});

test('what is taken apart is the event as it would be written without its reference', () => {
  fc.assert(
    fc.property(anyDomainEvent, (any) => {
      const text = writeDomainEvent(any);

      expect(takeReference(writeDomainEvent({ ...any, reference }))).toEqual({ reference, text });
      expect(takeReference(text)).toBeUndefined();
    }),
  );
});

test.each([
  ['an event that has its detail', writeDomainEvent(event)],
  ['a reference inside of a detail', JSON.stringify({ detail: { detailReference: reference } })],
  [
    'what is no reference',
    JSON.stringify({ detailReference: { ...reference, sha256: 'ab' }, detail: {} }),
  ],
  ['what is no object', '[1]'],
  ['what is no JSON', '{'],
])('%s has none', (_, text) => {
  expect(takeReference(text)).toBeUndefined();
});
