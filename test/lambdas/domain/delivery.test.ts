import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  entryContent,
  entrySizeBytes,
  firstDelivery,
  rebind,
} from '../../../lambdas/domain/delivery.ts';
import type { DomainEvent } from '../../../lambdas/domain/domain-event.ts';
import { anyDomainEvent, anyText } from '../../support/arbitraries.ts';
import { aDelivery, aDomainEvent, aMapping, testNowMs } from '../../support/domain-builders.ts';

/** An event as a rule's target gets it, for all but what EventBridge fills in. */
function receivedJson({ detailType, resources, detailJson }: DomainEvent, source: string): string {
  const head = {
    version: '0',
    id: '0'.repeat(36),
    'detail-type': detailType,
    source,
    account: '111122223333',
    time: '2026-11-21T18:59:00Z',
    region: 'ap-northeast-1',
    resources,
  };
  return `${JSON.stringify(head).slice(0, -1)},"detail":${detailJson}}`;
}

test('an entry has detail type, resources and detail of its event, and nothing else of it', () => {
  const { detailType, resources, detailJson } = aDomainEvent();

  expect(entryContent(aDomainEvent())).toEqual({
    DetailType: detailType,
    Resources: resources,
    Detail: detailJson,
  });
});

describe('the size of an entry', () => {
  const empty = aDomainEvent({ detailType: 'x', detailJson: '{}', resources: [] });
  const sizeBytes = (fields: Partial<DomainEvent>, source = 's') =>
    entrySizeBytes({ ...empty, ...fields }, source) - entrySizeBytes({ ...empty }, 's');

  test('is that of the event which a target receives', () => {
    fc.assert(
      fc.property(anyDomainEvent, anyText, (event, source) => {
        expect(entrySizeBytes(event, source)).toBe(Buffer.byteLength(receivedJson(event, source)));
      }),
    );
  });

  test("is never less than by the user guide's formula", () => {
    fc.assert(
      fc.property(anyDomainEvent, anyText, (event, source) => {
        const texts = [source, event.detailType, event.detailJson, ...event.resources];
        const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 14);
        expect(entrySizeBytes(event, source)).toBeGreaterThan(bytes);
      }),
    );
  });

  test.each<[string, Partial<DomainEvent>, number]>([
    ['an event without resources', {}, 0],
    ['one resource, with its quotes', { resources: ['abc'] }, 5],
    ['two resources, with the comma between them', { resources: ['abc', 'de'] }, 5 + 1 + 4],
    ['two bytes for ü', { detailType: 'ü' }, 1],
    ['three bytes for 語', { detailJson: '{"a":"語"}' }, 9],
    ['four bytes for 😀', { resources: ['😀'] }, 6],
    ['an escaped quote', { detailType: '"' }, 1],
    ['six bytes for a control character', { resources: ['\u0001'] }, 8],
    ['the detail as it stands', { detailJson: '{ }' }, 1],
    ['neither id nor generator', { id: 'long'.repeat(99), generator: 'a/longer/one' }, 0],
  ])('counts %s', (_, fields, bytes) => {
    expect(sizeBytes(fields)).toBe(bytes);
  });

  test('differs between the sources of one event by their names alone', () => {
    const event = { ...empty };
    expect(entrySizeBytes(event, 'a longer name') - entrySizeBytes(event, 'a name')).toBe(7);
  });

  test('is 194 bytes for an entry without a text', () => {
    expect(entrySizeBytes({ ...empty, detailType: '', detailJson: '' }, '')).toBe(194);
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

const accepted = (acceptedAt: string) => ({ id: 'one', detailType: 'push', acceptedAt });

describe('an error that the mapping shows', () => {
  const lastError = { code: 'ThrottlingException', message: '', time: '2026-11-21T18:00:00.000Z' };

  test('goes along with a delivery while nothing was accepted since', () => {
    const { standingErrorTime } = firstDelivery(aDomainEvent(), aMapping({ lastError }), testNowMs);
    const older = aMapping({ lastError, lastAcceptedEvent: accepted('2026-11-21T17:00:00.000Z') });

    expect(standingErrorTime).toBe(lastError.time);
    expect(firstDelivery(aDomainEvent(), older, testNowMs).standingErrorTime).toBe(lastError.time);
  });

  test('does not once it is resolved, nor where there is none', () => {
    const since = aMapping({ lastError, lastAcceptedEvent: accepted('2026-11-21T18:30:00.000Z') });

    expect(firstDelivery(aDomainEvent(), since, testNowMs).standingErrorTime).toBeUndefined();
    expect(firstDelivery(aDomainEvent(), aMapping(), testNowMs).standingErrorTime).toBeUndefined();
  });
});
