import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { maxDetailTypeLength, writeDomainEvent } from '../../../lambdas/domain/domain-event.ts';
import { writeJson } from '../../../lambdas/domain/json.ts';
import { readDomainEvent } from '../../../lambdas/domain/read-domain-event.ts';
import { anyCharacter } from '../../support/any-character.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import {
  anyDomainEvent,
  anyPayloadReference,
  anySeenReference,
} from '../../support/arbitraries.ts';
import {
  anEventBody,
  anEventValue,
  aDomainEvent,
  testNowMs,
} from '../../support/domain-builders.ts';

const read = (text: string) => readDomainEvent(text, testNowMs);
const check = (value: unknown) => read(writeJson(value));
const checkWith = (fields: Record<string, unknown>) => check(anEventValue(fields));

function without(field: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(anEventValue()).filter(([name]) => name !== field));
}

describe('a domain event', () => {
  test('is taken with all its fields', () => {
    expect(checkWith({ resources: ['arn:one', 'two'] })).toStrictEqual({
      kind: 'event',
      event: {
        id: 'event-1',
        generator: 'acct1/repo1',
        detailType: 'push',
        time: '2026-11-21T18:59:00Z',
        resources: ['arn:one', 'two'],
        detailJson: '{"ref":"refs/heads/main"}',
      },
    });
  });

  test('without a time has the time at which the queue took it', () => {
    expect(check(without('time'))).toMatchObject({ event: { time: '2026-11-21T19:00:00.000Z' } });
  });

  test('without resources has none', () => {
    expect(check(without('resources'))).toMatchObject({ event: { resources: [] } });
  });

  test.each(['id', 'generator', 'detailType', 'detail'])('must have "%s"', (field) => {
    expect(check(without(field))).toStrictEqual({
      kind: 'invalid',
      reason: `"${field}" is missing`,
    });
  });
});

test('every id that is taken can be in the path of a URL, as the page and the commands write it', () => {
  const anyId = fc.oneof(
    fc.string({ unit: anyCharacter, minLength: 1, maxLength: 20 }),
    fc.string({
      unit: fc.constantFrom('.', '/', '%', '2', 'e', 'E', '\\', '?', '#'),
      minLength: 1,
    }),
    fc.constantFrom('.', '..', '...', '%2e', '%2E%2e', '.%2e', './', 'a/../b', '%252e', ' .'),
  );
  const seen = { event: 0, invalid: 0 };
  fc.assert(
    fc.property(anyId, (id) => {
      const { kind } = checkWith({ id });
      seen[kind] += 1;
      const { pathname } = new URL(`https://api.test/events/${encodeURIComponent(id)}/resend`);
      const [, , segment = ''] = pathname.split('/');

      expect(kind).toBe(decodeURIComponent(segment) === id ? 'event' : 'invalid');
    }),
    { numRuns: propertyRuns(3_000) },
  );
  expect(seen.invalid).toBeGreaterThan(0);
});

describe('every wrong field has its reason', () => {
  test.each([
    [{ id: 12 }, '"id" must be a string, not a number'],
    [{ id: '' }, '"id" is empty'],
    [{ id: null }, '"id" must be a string, not null'],
    [{ id: '.' }, '"id" is "." or "..", which no path of a URL can have'],
    [{ id: '..' }, '"id" is "." or "..", which no path of a URL can have'],
    [{ id: '\uD800' }, '"id" contains half a character (a lone surrogate)'],
    [{ generator: 'acct1' }, '"generator" must be <tenant>/<resource>, and names no resource'],
    [{ generator: 'acct1/' }, '"generator" must be <tenant>/<resource>, and has an empty segment'],
    [{ generator: '/repo1' }, '"generator" must be <tenant>/<resource>, and has an empty segment'],
    [{ generator: 'a//b' }, '"generator" must be <tenant>/<resource>, and has an empty segment'],
    [{ generator: ['a/b'] }, '"generator" must be a string, not an array'],
    [{ generator: 'a/\uDC00' }, '"generator" contains half a character (a lone surrogate)'],
    [{ detailType: '' }, '"detailType" is empty'],
    [{ id: 'x'.repeat(1025) }, '"id" has 1025 bytes as JSON, 1024 are allowed'],
    [{ id: '\u0001'.repeat(171) }, '"id" has 1026 bytes as JSON, 1024 are allowed'],
    [
      { generator: `a/${'x'.repeat(1023)}` },
      '"generator" has 1025 bytes as JSON, 1024 are allowed',
    ],
    [{ generator: `a/${'"'.repeat(512)}` }, '"generator" has 1026 bytes as JSON, 1024 are allowed'],
    [
      { time: `2026-11-21T19:00:00.${'0'.repeat(44)}Z` },
      '"time" is longer than 64 characters, the longest date and time',
    ],
    [
      { resources: ['x', 'x'.repeat(2049)] },
      '"resources" number 2 has 2049 characters, 2048 are allowed',
    ],
    [{ detailType: 'x'.repeat(129) }, '"detailType" has 129 characters, 128 are allowed'],
    [{ detailType: '😀'.repeat(129) }, '"detailType" has 129 characters, 128 are allowed'],
    [{ time: '' }, '"time" is empty'],
    [{ time: null }, '"time" must be a string, not null'],
    [{ time: 1_795_290_000 }, '"time" must be a string, not a number'],
    [{ resources: 'one' }, '"resources" must be an array of strings, not a string'],
    [{ resources: { 0: 'one' } }, '"resources" must be an array of strings, not an object'],
    [{ resources: ['one', 2] }, '"resources" number 2 must be a string, not a number'],
    [{ resources: [''] }, '"resources" number 1 is empty'],
    [
      { resources: ['a', '\uD800'] },
      '"resources" number 2 contains half a character (a lone surrogate)',
    ],
    [{ detail: null }, '"detail" must be a JSON object, not null'],
    [{ detail: [] }, '"detail" must be a JSON object, not an array'],
    [{ detail: '{}' }, '"detail" must be a JSON object, not a string'],
    [{ detail: false }, '"detail" must be a JSON object, not a boolean'],
    [{ dteail: {} }, '"dteail" is not a field of a domain event'],
    [{ toString: 'x' }, '"toString" is not a field of a domain event'],
    [{ constructor: {} }, '"constructor" is not a field of a domain event'],
    [{ ['x'.repeat(500)]: 1 }, `"${'x'.repeat(64)}" is not a field of a domain event`],
  ])('%j', (fields, reason) => {
    expect(checkWith(fields)).toStrictEqual({ kind: 'invalid', reason });
  });

  test('a detail that EventBridge would not take', () => {
    const large = anEventBody().replace('"refs/heads/main"', '9223372036854775808');
    const deep = anEventBody().replace(
      '"refs/heads/main"',
      `${'['.repeat(1_000)}${']'.repeat(1_000)}`,
    );

    expect(read(large)).toStrictEqual({
      kind: 'invalid',
      reason: '"detail" holds an integer outside -2^63 .. 2^63-1',
    });
    expect(read(deep)).toStrictEqual({
      kind: 'invalid',
      reason: '"detail" is nested more than 1,000 levels deep',
    });
  });

  test('"__proto__" is an unknown field like any other', () => {
    const body = anEventBody().replace('{', '{"__proto__":{"id":"x"},');

    expect(read(body)).toStrictEqual({
      kind: 'invalid',
      reason: '"__proto__" is not a field of a domain event',
    });
  });

  test.each([
    ['"id":"1"', '"id" appears twice'],
    ['"detail":{}', '"detail" appears twice'],
    ['"d\\u0065tail":{}', '"detail" appears twice'],
    ['"other":1,"other":2', '"other" is not a field of a domain event'],
    ['"resources":[],"resources":1', '"resources" appears twice'],
  ])('a field that is there twice, however it is written: %s', (more, reason) => {
    const body = anEventBody();

    expect(read(body.replace('{', `{${more},`))).toEqual({ kind: 'invalid', reason });
    expect(read(body.replace(/\}$/, `,${more}}`))).toMatchObject({ kind: 'invalid' });
  });

  test.each([
    'yesterday',
    '2026-11-21',
    '2026-11-21T19:00:00',
    '2026-11-21 19:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-11-21T19:00:60Z',
    '2026-11-21T24:00:00Z',
    '10000-01-01T00:00:00Z',
    '2026-11-21T19:00:00+99:00',
    '+012026-11-21T19:00:00Z',
    '2026-11-21T19:00:00Z (in words)',
  ])('the time %s', (time) => {
    expect(checkWith({ time })).toStrictEqual({
      kind: 'invalid',
      reason: '"time" is not a date and time such as 2026-11-21T19:00:00Z',
    });
  });
});

test('a time is bounded, since an entry counts 14 bytes for it whatever its length', () => {
  const time = `2026-11-21T19:00:00.${'1'.repeat(44)}Z`;

  expect(checkWith({ time })).toStrictEqual({
    kind: 'invalid',
    reason: '"time" is longer than 64 characters, the longest date and time',
  });
});

describe('what is at the edge is taken', () => {
  test.each([
    { time: '2024-02-29T00:00:00Z' },
    { time: '2026-11-21T19:00:00.123456789Z' },
    { time: '2026-11-21T00:30:00+05:30' },
    { time: '2026-11-21t19:00:00.5z' },
    { time: '2016-12-31T23:59:60Z' },
    { time: `2026-11-21T19:00:00.${'1'.repeat(43)}Z` },
    { detailType: 'x'.repeat(maxDetailTypeLength) },
    { detailType: '😀'.repeat(maxDetailTypeLength) },
    { id: 'x'.repeat(1024) },
    { id: '😀'.repeat(256) },
    { id: '\u0001'.repeat(170) },
    { generator: `a/${'x'.repeat(1022)}` },
    { time: `2026-11-21T19:00:00.${'0'.repeat(43)}Z` },
    { resources: ['😀'.repeat(2048)] },
    { generator: 'a/b/c/d' },
    { generator: 'ü/😀' },
    { detail: {} },
  ])('%j', (fields) => {
    expect(checkWith(fields)).toHaveProperty('kind', 'event');
  });

  test('a lone surrogate inside the detail stays an escape', () => {
    const checked = read(anEventBody().replace('refs/heads/main', '\\ud800'));

    expect(checked).toMatchObject({ event: { detailJson: '{"ref":"\\ud800"}' } });
  });

  test('a detail may have fields of any name, "__proto__" too', () => {
    const detail = '{"__proto__":{"a":1},"constructor":2,"toString":3}';
    const checked = read(anEventBody().replace('{"ref":"refs/heads/main"}', detail));

    expect(checked).toMatchObject({ event: { detailJson: detail } });
  });
});

describe('an event that refers to its detail', () => {
  const detailReference = {
    bucket: 'payloads-eu-west-1',
    key: 'in/0123456789abcdef/name.json',
    sizeBytes: 2,
    sha256: '0'.repeat(64),
  };

  test('needs none, and may have some members of it', () => {
    expect(check({ ...without('detail'), detailReference })).toMatchObject({
      event: { detailJson: '{}', reference: detailReference },
    });
    expect(checkWith({ detailReference })).toMatchObject({
      event: { detailJson: '{"ref":"refs/heads/main"}', reference: detailReference },
    });
  });

  test.each([
    [{ bucket: undefined }, '"detailReference.bucket" is missing'],
    [{ bucket: 'VALUE' }, '"detailReference.bucket" must be the name of a bucket'],
    [{ key: ['value'] }, '"detailReference.key" must be a string'],
    [{ sizeBytes: '17' }, '"detailReference.sizeBytes" must be a number'],
    [{ sizeBytes: 1.5 }, '"detailReference.sizeBytes" must be a whole number'],
    [{ sha256: 17 }, '"detailReference.sha256" must be a string'],
    [
      { sha256: 'A'.repeat(64) },
      '"detailReference.sha256" must be 64 hexadecimal digits in lower case',
    ],
    [{ expiresAt: 17 }, '"detailReference.expiresAt" must be a string'],
    [{ expiresAt: 'value' }, '"detailReference.expiresAt" must be a date-time'],
    [{ ['o'.repeat(65)]: 1 }, `"detailReference.${'o'.repeat(64)}" is not a field of a reference`],
    [{ 'a.b': 1 }, '"detailReference.a.b" is not a field of a reference'],
  ])('is named by its field where it is wrong, without its value: %j', (fields, reason) => {
    const wrong = { ...detailReference, ...fields };
    expect(checkWith({ detailReference: wrong })).toEqual({ kind: 'invalid', reason });
  });

  test.each([
    ['value', 'a string'],
    [null, 'null'],
    [17, 'a number'],
  ])('has an object for it, not %j', (wrong, type) => {
    const reason = `"detailReference" must be a JSON object, not ${type}`;
    expect(checkWith({ detailReference: wrong })).toEqual({ kind: 'invalid', reason });
  });

  test.each([
    [{ detailReference: 'name' }],
    [{ detailReference: { ...detailReference, key: 'name' } }],
    [{ detailReference: { ...detailReference, other: 1 } }],
    [{ detailReference, detail: 7 }],
  ])('is not one with %j', (fields) => {
    expect(check({ ...without('detail'), ...fields })).toMatchObject({ kind: 'invalid' });
  });

  test('is the same when it is written and read again', () => {
    fc.assert(
      fc.property(
        anyDomainEvent,
        fc.oneof(anyPayloadReference, anySeenReference),
        (any, reference) => {
          const event = { ...any, reference };
          expect(read(writeDomainEvent(event))).toEqual({ kind: 'event', event });
        },
      ),
    );
  });
});

test('an event may be as large as its reader allows', () => {
  const body = writeDomainEvent(aDomainEvent());

  for (const [maxEventBytes, kind] of [
    [100, 'invalid'],
    [Infinity, 'event'],
  ] as const) {
    expect(readDomainEvent(body, testNowMs, { maxEventBytes })).toMatchObject({ kind });
  }
});
