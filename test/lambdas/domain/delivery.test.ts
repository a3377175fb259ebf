import { describe, expect, test } from '@jest/globals';
import { entrySizeBytes, firstDelivery, rebind } from '../../../lambdas/domain/delivery.ts';
import { aDelivery, aDomainEvent, aMapping, testNowMs } from '../../support/domain-builders.ts';

describe('the size of an entry, as EventBridge counts it', () => {
  const empty = aDomainEvent({ detailType: 'x', detailJson: '{}', resources: [] });

  test.each([
    ['its time, source, detail type and detail', 'src', empty, 14 + 3 + 1 + 2],
    ['every resource', 's', { ...empty, resources: ['abc', 'de'] }, 14 + 1 + 1 + 2 + 5],
    ['two bytes for ü', 's', { ...empty, detailType: 'ü' }, 14 + 1 + 2 + 2],
    ['three bytes for 語', 's', { ...empty, detailJson: '{"a":"語"}' }, 14 + 1 + 1 + 11],
    ['four bytes for 😀', 's', { ...empty, resources: ['😀'] }, 14 + 1 + 1 + 2 + 4],
    ['neither id nor generator', 's', { ...empty, id: 'long'.repeat(99) }, 14 + 1 + 1 + 2],
  ])('counts %s', (_, source, event, bytes) => {
    expect(entrySizeBytes(event, source)).toBe(bytes);
  });
});

test('a first delivery is bound for the source of its mapping and was never tried', () => {
  const event = aDomainEvent();
  const mapping = aMapping({ region: 'eu-west-1', generation: 'seven' });

  expect(firstDelivery(event, mapping, testNowMs)).toStrictEqual({
    event,
    generator: 'acct1/repo1',
    sourceArn: mapping.sourceArn,
    sourceName: mapping.sourceName,
    region: 'eu-west-1',
    generation: 'seven',
    sizeBytes: entrySizeBytes(event, mapping.sourceName),
    attempts: 0,
    queuedAtMs: testNowMs,
  });
});

test('rebinding takes the generation of today and keeps what was tried', () => {
  const delivery = aDelivery({ attempts: 3, firstFailureTime: '2026-11-21T18:00:00.000Z' });
  const rebound = rebind(delivery, aMapping({ generation: 'generation-2' }));

  expect(rebound).toStrictEqual({ ...delivery, generation: 'generation-2' });
});
