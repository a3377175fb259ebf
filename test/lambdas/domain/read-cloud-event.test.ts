import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { writeJson } from '../../../lambdas/domain/json.ts';
import {
  isCloudEvent,
  readCloudEvent,
  type ReadingRules,
} from '../../../lambdas/domain/read-cloud-event.ts';
import { parseDomainEvent, readDomainEvent } from '../../../lambdas/domain/read-domain-event.ts';
import { anyDomainEvent } from '../../support/arbitraries.ts';
import { aCloudEventValue, anEventBody, testNowMs } from '../../support/domain-builders.ts';
import { anySpacedObject } from '../../support/spaced-json.ts';

const read = (text: string, rules: ReadingRules = {}) => readCloudEvent(text, testNowMs, rules);
const readWith = (given: Record<string, unknown>, rules?: ReadingRules) =>
  read(writeJson(aCloudEventValue(given)), rules);

const isOne = (text: string) => isCloudEvent(parseDomainEvent(text));

test('a CloudEvent is told by its version, whatever that is, or by its source and type', () => {
  expect(isOne('{"specversion":null}')).toBe(true);
  expect(isOne('{"detail":{},"specversion":"1.0"}')).toBe(true);
  expect(isOne('{"source":1,"type":null,"id":"1"}')).toBe(true);
  expect(isOne('{"source":"/a","detailType":"push"}')).toBe(false);
  expect(isOne('{"type":"push"}')).toBe(false);
  expect(isOne(anEventBody())).toBe(false);
  expect(isOne('{"detail":{"specversion":"1.0"}}')).toBe(false);
  expect(isOne('["specversion"]')).toBe(false);
  expect(isOne('"specversion"')).toBe(false);
});

describe('a CloudEvent', () => {
  test('is the domain event that it means', () => {
    expect(readWith({})).toStrictEqual({
      kind: 'event',
      event: {
        id: 'event-1',
        generator: 'acct1/repo1',
        detailType: 'push',
        time: '2026-11-21T18:59:00Z',
        resources: [],
        detailJson: '{"ref":"refs/heads/main"}',
      },
    });
  });

  test('without a time has the time at which the queue took it', () => {
    expect(readWith({ time: undefined })).toMatchObject({
      event: { time: '2026-11-21T19:00:00.000Z' },
    });
  });

  test('has its generator in the attribute that a stage names', () => {
    const rules = { generatorAttribute: 'tenantresource' };

    expect(readWith({ tenantresource: 'acme/shop' }, rules)).toMatchObject({
      event: { generator: 'acme/shop' },
    });
    expect(readWith({}, rules)).toStrictEqual({
      kind: 'invalid',
      reason: '"tenantresource" is missing',
    });
  });

  test('may have an attribute with the name of a field of domain events', () => {
    expect(readWith({ detail: 'x', generator: 'y' })).toStrictEqual(readWith({}));
  });

  test.each<[Record<string, unknown>, string]>([
    [{ id: undefined }, '"id" is missing'],
    [{ id: 7 }, '"id" must be a string, not a number'],
    [{ type: '' }, '"type" is empty'],
    [{ type: 'x'.repeat(129) }, '"type" has 129 characters, 128 are allowed'],
    [{ subject: undefined }, '"subject" is missing'],
    [{ subject: 'acme' }, '"subject" must be <tenant>/<resource>, and names no resource'],
    [{ time: 'today' }, '"time" is not a date and time such as 2026-11-21T19:00:00Z'],
    [{ data: undefined }, '"data" is missing'],
    [{ data: null }, '"data" must be a JSON object, not null'],
    [{ data: 'text' }, '"data" must be a JSON object, not a string'],
    [{ data: [] }, '"data" must be a JSON object, not an array'],
    [{ data: { n: 2 ** 63 } }, '"data" holds an integer outside -2^63 .. 2^63-1'],
    [{ specversion: '1.1' }, '"specversion" must be "1.0", as text'],
    [{ specversion: undefined }, '"specversion" is missing'],
  ])('%j is refused in the words of its attributes', (given, reason) => {
    expect(readWith(given)).toStrictEqual({ kind: 'invalid', reason });
  });

  test('with an attribute that appears twice is refused', () => {
    const twice = writeJson(aCloudEventValue()).replace('{', '{"id":"other",');

    expect(read(twice)).toStrictEqual({ kind: 'invalid', reason: '"id" appears twice' });
  });

  test('that would not fit a retry message is refused', () => {
    expect(readWith({ data: { text: 'x'.repeat(2_000) } }, { maxEventBytes: 1_000 })).toMatchObject(
      {
        kind: 'invalid',
        reason: expect.stringMatching(/^the event has \d+ bytes as JSON, 1000 are allowed/),
      },
    );
  });

  test('that is not JSON has no reading', () => {
    expect(() => read('{"specversion":"1.0"')).toThrow(SyntaxError);
    expect(() => read('"specversion"')).toThrow('a CloudEvent is a JSON object');
  });
});

test('a CloudEvent and the domain event with the same values are the same event, byte for byte', () => {
  fc.assert(
    fc.property(anyDomainEvent, anySpacedObject, (event, { spaced: detailJson }) => {
      const { id, generator, detailType, time } = event;
      const domain = `${writeJson({ id, generator, detailType, time }).slice(0, -1)},"detail":${detailJson}}`;
      const attributes = { specversion: '1.0', id, source: '/orders', type: detailType, time };
      const head = writeJson({ ...attributes, subject: generator });
      const cloud = `${head.slice(0, -1)},"data":${detailJson}}`;

      expect(read(cloud)).toStrictEqual(readDomainEvent(domain, testNowMs));
    }),
  );
});
