import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { entrySizeBytes, type Delivery } from '../../../lambdas/domain/delivery.ts';
import { detailProblem } from '../../../lambdas/domain/detail-problem.ts';
import { triggers } from '../../../lambdas/domain/history/row.ts';
import { membersOf } from '../../../lambdas/domain/json-members.ts';
import { readRetryMessage, writeRetryMessage } from '../../../lambdas/domain/retry-message.ts';
import { anyCharacter } from '../../support/any-character.ts';
import { anyDomainEvent, anyText } from '../../support/arbitraries.ts';
import {
  aDomainEvent,
  aQueuedDelivery as aDelivery,
  testNowMs,
} from '../../support/domain-builders.ts';
import { anySpace, anySpacedObject } from '../../support/spaced-json.ts';

const anyTime = fc.date({
  noInvalidDate: true,
  min: new Date('2000-01-01T00:00:00Z'),
  max: new Date('2099-01-01T00:00:00Z'),
});

const anyDelivery: fc.Arbitrary<Delivery> = fc
  .record(
    {
      event: anyDomainEvent,
      sourceArn: anyText,
      sourceName: anyText,
      region: anyText,
      generation: anyText,
      attempts: fc.nat(),
      firstAttemptAtMs: anyTime.map(Number),
      queuedAtMs: anyTime.map(Number),
      firstFailureTime: anyTime.map((date) => date.toISOString()),
      trigger: fc.constantFrom(...triggers),
      replay: fc.string({ unit: anyCharacter, maxLength: 32 }).map((id) => id.slice(0, 64)),
    },
    {
      requiredKeys: [
        'event',
        'sourceArn',
        'sourceName',
        'region',
        'generation',
        'attempts',
        'queuedAtMs',
      ],
    },
  )
  .map((head) => ({
    ...head,
    generator: head.event.generator,
    sizeBytes: entrySizeBytes(head.event, head.sourceName, undefined),
  }));

/** What is read where the message does not say when the first attempt was. */
function withFirstAttempt(delivery: Delivery): Delivery {
  const { attempts, firstFailureTime, firstAttemptAtMs } = delivery;
  if (firstAttemptAtMs !== undefined || firstFailureTime === undefined || attempts === 0)
    return delivery;
  return { ...delivery, firstAttemptAtMs: Date.parse(firstFailureTime) };
}

/** The texts of an object's values by its names. */
function membersOfObject(text: string): Record<string, string> {
  return Object.fromEntries(
    Array.from(membersOf(text), ({ nameJson, valueStart, end }) => [
      String(JSON.parse(nameJson)),
      text.slice(valueStart, end),
    ]),
  );
}

/** An object with such texts of values. */
function objectOf(members: Record<string, string>, space: string): string {
  const texts = Object.entries(members).map(
    ([name, value]) => `${JSON.stringify(name)}${space}:${space}${value}`,
  );
  return `{${space}${texts.join(`${space},${space}`)}${space}}${space}`;
}

/** A retry message's fields, to be spoilt. */
function fieldsOf(delivery: Delivery): Record<string, unknown> {
  return JSON.parse(writeRetryMessage(delivery));
}

describe('a retry message', () => {
  test('read again is the same delivery, whatever the text and the numbers', () => {
    fc.assert(
      fc.property(anyDelivery, fc.option(anyText), (delivery, error) => {
        const lastError = error === null ? undefined : { code: error, message: error };
        const read = readRetryMessage(writeRetryMessage(delivery, lastError));
        expect(read).toMatchObject({ kind: 'delivery' });
        expect(Object(read).delivery).toEqual(withFirstAttempt(delivery));
        expect(Object.hasOwn(read, 'lastError')).toBe(lastError !== undefined);
      }),
    );
  });

  test('holds the detail as JSON, not as a string of JSON', () => {
    const event = aDomainEvent({ detailJson: '{"id":1234567890123456789}' });

    expect(writeRetryMessage(aDelivery({ event }))).toContain(
      '"detail":{"id":1234567890123456789}',
    );
  });

  test('holds the detail as its vendor wrote it, and reads it from any place', () => {
    fc.assert(
      fc.property(anySpacedObject, anySpace, ({ spaced: detailJson }, space) => {
        const delivery = aDelivery({ event: aDomainEvent({ detailJson }) });
        fc.pre(detailProblem(detailJson) === undefined);
        const { event, ...head } = membersOfObject(writeRetryMessage(delivery));
        const { detail, ...fields } = membersOfObject(event!);
        const eventText = objectOf({ detail: detail!, ...fields }, space);
        for (const body of [
          writeRetryMessage(delivery),
          objectOf({ event: eventText, ...head }, space),
          objectOf({ ...head, event: eventText }, space),
        ]) {
          expect(readRetryMessage(body)).toEqual({ kind: 'delivery', delivery });
        }
      }),
    );
  });

  test('loses the white space of its detail for an entry that would be too large otherwise', () => {
    const detailJson = `{"a": ${' '.repeat(5_000)}300.0}`;
    const body = writeRetryMessage(aDelivery({ event: aDomainEvent({ detailJson }) }));

    expect(readRetryMessage(body)).toMatchObject({ delivery: { event: { detailJson } } });
    expect(readRetryMessage(body, { maxEntryBytes: 5_000 })).toMatchObject({
      delivery: {
        event: { detailJson: '{"a":300.0}' },
        sizeBytes: aDelivery({ event: aDomainEvent({ detailJson: '{"a":300.0}' }) }).sizeBytes,
      },
    });
  });

  test('written when unknown failures were still counted is read all the same', () => {
    const body = JSON.stringify({ ...fieldsOf(aDelivery({ attempts: 3 })), unknownFailures: 11 });

    expect(readRetryMessage(body)).toStrictEqual({
      kind: 'delivery',
      delivery: aDelivery({ attempts: 3 }),
    });
  });

  test('of an earlier version has its 24 hours from its first failure', () => {
    const firstFailureTime = '2026-11-20T20:00:00.000Z';
    const old = aDelivery({ attempts: 60, firstFailureTime });

    expect(readRetryMessage(writeRetryMessage(old))).toMatchObject({
      delivery: { attempts: 60, firstFailureTime, firstAttemptAtMs: Date.parse(firstFailureTime) },
    });
  });

  test('of a redriven delivery that was postponed has them from its next attempt', () => {
    const redriven = aDelivery({ attempts: 0, firstFailureTime: '2026-11-18T20:00:00.000Z' });

    expect(readRetryMessage(writeRetryMessage(redriven))).toStrictEqual({
      kind: 'delivery',
      delivery: redriven,
    });
  });

  test('says why the last attempt failed, if one was made', () => {
    const lastError = { code: 'Some', message: 'words' };

    expect(readRetryMessage(writeRetryMessage(aDelivery(), lastError))).toStrictEqual({
      kind: 'delivery',
      delivery: aDelivery(),
      lastError,
    });
  });

  test('keeps the time of the event, when the queue took it, and the first failure', () => {
    const delivery = aDelivery({ attempts: 4, firstFailureTime: '2026-11-21T19:30:00.000Z' });

    expect(readRetryMessage(writeRetryMessage(delivery))).toMatchObject({
      delivery: {
        event: { time: '2026-11-21T18:59:00Z' },
        queuedAtMs: testNowMs,
        attempts: 4,
        firstFailureTime: '2026-11-21T19:30:00.000Z',
      },
    });
  });

  test('shortens a long error, so that the message does not outgrow SQS', () => {
    const lastError = { code: 'Long', message: 'x'.repeat(100_000) };

    expect(writeRetryMessage(aDelivery(), lastError).length).toBeLessThan(2_000);
  });

  test('has the last error, and no field for it if there was none', () => {
    const lastError = { code: 'Some', message: 'x'.repeat(600) };

    expect(JSON.parse(writeRetryMessage(aDelivery(), lastError))).toMatchObject({
      lastError: { code: 'Some', message: 'x'.repeat(512) },
    });
    expect(Object.keys(fieldsOf(aDelivery()))).toStrictEqual([
      'sourceArn',
      'sourceName',
      'region',
      'generation',
      'attempts',
      'queuedAt',
      'event',
    ]);
  });

  test('holds no character that SQS refuses', () => {
    const delivery = aDelivery({ event: aDomainEvent({ id: '\uFFFF\uFFFE\u0000' }) });
    const body = writeRetryMessage(delivery, { code: '\uFFFF', message: '\uFFFE' });

    expect(body).not.toMatch(/[^\t\n\r\u0020-\uFFFD]/);
    expect(readRetryMessage(body)).toMatchObject({ kind: 'delivery', delivery });
  });
});

describe('what is no retry message is refused with a reason', () => {
  test.each([
    ['not JSON', 'the body is not JSON'],
    ['', 'the body is not JSON'],
    ['[]', 'a retry message is a JSON object'],
    ['null', 'a retry message is a JSON object'],
    ['12345678901234567890', 'a retry message is a JSON object'],
    ['{}', '"sourceArn" is missing or wrong'],
  ])('%j: %s', (body, reason) => {
    expect(readRetryMessage(body)).toStrictEqual({ kind: 'invalid', reason });
  });

  test.each([
    [{ sourceArn: 1 }, '"sourceArn" is missing or wrong'],
    [{ generation: null }, '"generation" is missing or wrong'],
    [{ attempts: -1 }, '"attempts" is missing or wrong'],
    [{ attempts: 1.5 }, '"attempts" is missing or wrong'],
    [{ attempts: '1' }, '"attempts" is missing or wrong'],
    [{ queuedAt: 'yesterday' }, '"queuedAt" is missing or wrong'],
    [{ queuedAt: 12 }, '"queuedAt" is missing or wrong'],
    [{ queuedAt: '2026-11-21T19:00:00+05' }, '"queuedAt" is missing or wrong'],
    [{ firstAttemptAt: 7 }, '"firstAttemptAt" is missing or wrong'],
    [{ firstFailureTime: '' }, '"firstFailureTime" is missing or wrong'],
    [{ lastError: 'x' }, '"lastError" is missing or wrong'],
    [{ lastError: {} }, '"lastError.code" is missing or wrong'],
    [{ lastError: { code: 'C' } }, '"lastError.message" is missing or wrong'],
    [{ trigger: 'rumour' }, '"trigger" is missing or wrong'],
    [{ replay: 'r'.repeat(65) }, '"replay" is missing or wrong'],
    [{ more: 1 }, '"more" is not a field of a retry message'],
    [{ event: undefined }, '"event" is missing or wrong'],
    [{ event: [] }, 'event: a domain event is a JSON object, not an array'],
    [{ event: { id: 'x' } }, 'event: "generator" is missing'],
  ])('%j', (fields, reason) => {
    const body = JSON.stringify({ ...fieldsOf(aDelivery()), ...fields });

    expect(readRetryMessage(body)).toStrictEqual({ kind: 'invalid', reason });
  });

  test('an event that is nested too deeply', () => {
    const deep = `{"deep":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    const body = writeRetryMessage(aDelivery({ event: aDomainEvent({ detailJson: deep }) }));

    expect(readRetryMessage(body)).toStrictEqual({
      kind: 'invalid',
      reason: 'event: "detail" is nested more than 1,000 levels deep',
    });
  });

  test('a field that appears twice', () => {
    const body = writeRetryMessage(aDelivery());

    for (const [more, reason] of [
      ['"attempts":7', '"attempts" appears twice'],
      ['"\\u0065vent":{}', '"event" appears twice'],
    ]) {
      expect(readRetryMessage(body.replace('{', `{${more},`))).toEqual({ kind: 'invalid', reason });
      expect(readRetryMessage(body.replace(/\}$/, `,${more}}`))).toEqual({
        kind: 'invalid',
        reason,
      });
    }
    expect(readRetryMessage(body.replace('"id"', '"id":"2","id"'))).toEqual({
      kind: 'invalid',
      reason: 'event: "id" appears twice',
    });
  });

  test('bytes that are not UTF-8, which would reach the customer as others', () => {
    const event = aDomainEvent({ detailJson: '{"a":"\uD800"}' });

    expect(readRetryMessage(writeRetryMessage(aDelivery({ event })))).toEqual({
      kind: 'invalid',
      reason: 'the body holds bytes that are not UTF-8',
    });
  });

  test('never throws, whatever the text or the fields', () => {
    const value = fc.jsonValue({ stringUnit: anyCharacter });
    const spoilt = fc.record(
      { queuedAt: value, attempts: value, event: value, lastError: value, ['__proto__x']: value },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), spoilt, (text, fields) => {
        expect(readRetryMessage(text)).toHaveProperty('kind', 'invalid');
        const read = readRetryMessage(JSON.stringify({ ...fieldsOf(aDelivery()), ...fields }));
        expect(read.kind === 'delivery' ? read.delivery.queuedAtMs : 0).not.toBeNaN();
      }),
    );
  });
});
