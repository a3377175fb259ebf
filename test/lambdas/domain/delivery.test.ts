import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  entryContent,
  entrySizeBytes,
  firstDelivery,
  jsonText,
  rebind,
  withStub,
} from '../../../lambdas/domain/delivery.ts';
import type { DomainEvent } from '../../../lambdas/domain/domain-event.ts';
import { eventResource } from '../../../lambdas/domain/event-resource.ts';
import { anyDomainEvent, anySeenReference, anyText } from '../../support/arbitraries.ts';
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

  expect(entryContent(aDomainEvent(), undefined)).toEqual({
    DetailType: detailType,
    Resources: resources,
    Detail: detailJson,
  });
});

test('the element with the event’s id comes after the event’s own resources', () => {
  const event = aDomainEvent({ resources: ['one', 'two'] });

  expect(entryContent(event, 'event/1').Resources).toEqual(['one', 'two', 'event/1']);
});

describe('the size of an entry', () => {
  const empty = aDomainEvent({ detailType: 'x', detailJson: '{}', resources: [] });
  const sizeBytes = (fields: Partial<DomainEvent>, source = 's') =>
    entrySizeBytes({ ...empty, ...fields }, source, undefined) -
    entrySizeBytes({ ...empty }, 's', undefined);

  test('is that of the event which a target receives', () => {
    fc.assert(
      fc.property(anyDomainEvent, anyText, fc.option(anyText), (event, source, id) => {
        const idResource = id === null ? undefined : eventResource(id);
        const received = { ...event, resources: entryContent(event, idResource).Resources };
        // Twice, since what the sources of an event share is remembered.
        for (const _ of ['first', 'again']) {
          expect(entrySizeBytes(event, source, idResource)).toBe(
            Buffer.byteLength(receivedJson(received, source)),
          );
        }
      }),
    );
  });

  test("is never less than by the user guide's formula", () => {
    fc.assert(
      fc.property(anyDomainEvent, anyText, (event, source) => {
        const texts = [source, event.detailType, event.detailJson, ...event.resources];
        const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 14);
        expect(entrySizeBytes(event, source, undefined)).toBeGreaterThan(bytes);
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
    ['the detail as it is', { detailJson: '{ }' }, 1],
    ['neither id nor generator', { id: 'long'.repeat(99), generator: 'a/longer/one' }, 0],
  ])('counts %s', (_, fields, bytes) => {
    expect(sizeBytes(fields)).toBe(bytes);
  });

  test('differs between the sources of one event by their names alone', () => {
    const event = { ...empty };
    expect(entrySizeBytes(event, 'a longer name', 'x') - entrySizeBytes(event, 'a name', 'x')).toBe(
      7,
    );
  });

  test('is 194 bytes for an entry without a text', () => {
    expect(entrySizeBytes({ ...empty, detailType: '', detailJson: '' }, '', undefined)).toBe(194);
  });
});

test('a first delivery is bound for the source of its mapping and was never tried', () => {
  const event = aDomainEvent();
  const mapping = aMapping({ region: 'eu-west-1', generation: 'seven' });

  expect(firstDelivery(event, mapping, testNowMs, 'resources')).toStrictEqual({
    idResource: 'event/event-1',
    event,
    generator: 'acct1/repo1',
    sourceArn: mapping.sourceArn,
    sourceName: mapping.sourceName,
    region: 'eu-west-1',
    generation: 'seven',
    sizeBytes: entrySizeBytes(event, mapping.sourceName, 'event/event-1'),
    attempts: 0,
    queuedAtMs: testNowMs,
  });
});

test('rebinding takes the generation of today and keeps what was tried', () => {
  const delivery = aDelivery({ attempts: 3, firstFailureTime: '2026-11-21T18:00:00.000Z' });
  const rebound = rebind(delivery, aMapping({ generation: 'generation-2' }), 'resources');

  expect(rebound).toStrictEqual({ ...delivery, generation: 'generation-2' });
});

describe('the event’s id', () => {
  const event = aDomainEvent();
  const { sourceName } = aMapping();

  test('is nowhere in an entry if the stage says so', () => {
    const first = firstDelivery(event, aMapping(), testNowMs, 'none');

    expect(first).not.toHaveProperty('idResource');
    expect(first.sizeBytes).toBe(entrySizeBytes(event, sourceName, undefined));
    expect(rebind(aDelivery({ event }), aMapping(), 'none')).toStrictEqual(first);
  });

  test('comes back with the next attempt once the stage puts it into entries again', () => {
    const without = firstDelivery(event, aMapping(), testNowMs, 'none');

    expect(rebind(without, aMapping(), 'resources')).toStrictEqual(aDelivery({ event }));
  });

  test('goes with that of the replay, whose entries are larger', () => {
    const idResource = 'replay/r-1/event/event-1';

    expect(rebind(aDelivery({ event, replay: 'r-1' }), aMapping(), 'resources')).toMatchObject({
      idResource,
      sizeBytes: aDelivery({ event }).sizeBytes + 'replay/r-1/'.length,
    });
  });
});

const accepted = (acceptedAt: string) => ({ id: 'one', detailType: 'push', acceptedAt });

describe('an error that the mapping shows', () => {
  const lastError = { code: 'ThrottlingException', message: '', time: '2026-11-21T18:00:00.000Z' };

  test('goes along with a delivery while nothing was accepted since', () => {
    const { standingErrorTime } = firstDelivery(
      aDomainEvent(),
      aMapping({ lastError }),
      testNowMs,
      'none',
    );
    const older = aMapping({ lastError, lastAcceptedEvent: accepted('2026-11-21T17:00:00.000Z') });

    expect(standingErrorTime).toBe(lastError.time);
    expect(firstDelivery(aDomainEvent(), older, testNowMs, 'none').standingErrorTime).toBe(
      lastError.time,
    );
  });

  test('does not once it is resolved, nor where there is none', () => {
    const since = aMapping({ lastError, lastAcceptedEvent: accepted('2026-11-21T18:30:00.000Z') });

    expect(
      firstDelivery(aDomainEvent(), since, testNowMs, 'none').standingErrorTime,
    ).toBeUndefined();
    expect(
      firstDelivery(aDomainEvent(), aMapping(), testNowMs, 'none').standingErrorTime,
    ).toBeUndefined();
  });
});

describe('a delivery with a stub', () => {
  test('has it in place of the detail, and the size of an event with such a detail', () => {
    fc.assert(
      fc.property(anyDomainEvent, anySeenReference, fc.webUrl(), (event, reference, url) => {
        const delivery = firstDelivery({ ...event, reference }, aMapping(), testNowMs, 'resources');
        const { stubJson = '', sizeBytes, ...others } = withStub(delivery, reference, url);
        const { sourceName, idResource } = delivery;
        const inline = { ...event, detailJson: stubJson };

        expect(JSON.parse(stubJson)).toMatchObject({ payload_url: url });
        expect(sizeBytes).toBe(entrySizeBytes(inline, sourceName, idResource));
        expect({ ...others, sizeBytes: delivery.sizeBytes }).toEqual(delivery);
        expect(entryContent(delivery.event, idResource, stubJson)).toEqual(
          entryContent(inline, idResource),
        );
      }),
    );
  });

  test('keeps of the detail what it is told to, or all that the event has', () => {
    const event = aDomainEvent({ detailJson: '{"a":1}' });
    const reference = { bucket: 'b', key: 'k', sizeBytes: 2, sha256: '0' };
    const stubOf = (keptJson?: string) =>
      withStub(aDelivery({ event }), reference, 'https://a.test', keptJson).stubJson;

    expect(stubOf()).toMatch(/^\{"a":1,"payload_url"/);
    expect(stubOf('{}')).toMatch(/^\{"payload_url"/);
  });
});

test.each(['', 'aws.partner/acme/a b~', 'a "quoted" \\ é', 'line\nbreak', '\u007f', '\ud800'])(
  'a text is written as JSON.stringify writes it: %j',
  (text) => {
    expect(jsonText(text)).toBe(JSON.stringify(text));
  },
);
