import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readMessage } from '../../lambdas/domain/read-message.ts';
import { anyDomainEvent, anyPayloadReference } from '../support/arbitraries.ts';
import { aCloudEventValue, anEventValue, testNowMs } from '../support/domain-builders.ts';
import { propertyRuns } from '../support/property-runs.ts';

const schemaUrl = new URL('../../producer/schema/message.schema.json', import.meta.url);
const schema = JSON.parse(readFileSync(schemaUrl, 'utf8'));
const options = { strict: true, allowUnionTypes: true } as const;
const validate = new Ajv2020(options).compile(schema);

/** Outside of brackets, `$` of Python, Java and .NET also stands before a line feed that ends the text. */
const dollar = /\\.|\[(?:\\.|[^\]])*\]|\$/g;
const asInPython = Object.assign(
  (pattern: string, flags: string) =>
    new RegExp(
      pattern.replaceAll(dollar, (part) => (part === '$' ? '(?=\\n?(?![^]))' : part)),
      flags,
    ),
  { code: 'unused' },
);
const validateAsInPython = new Ajv2020({ ...options, code: { regExp: asInPython } }).compile(
  schema,
);

/** Whether the fan-out function would take all events of a message. */
function isRead(value: unknown): boolean {
  return readMessage(JSON.stringify(value), testNowMs).every(({ kind }) => kind === 'event');
}

const anyDomainValue = anyDomainEvent.map(({ detailJson, ...event }) => ({
  ...event,
  detail: JSON.parse(detailJson),
}));

const anyCloudValue = anyDomainEvent.map(({ id, generator, detailType, time }) =>
  aCloudEventValue({ id, subject: generator, type: detailType, time, data: { n: 1 } }),
);

/** What somebody may write by mistake, or in another way, for the value of a field. */
const anyOdd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, 1.5, -(2 ** 31), 2 ** 31, [], ['a'], ['', 'a'], {}),
  fc.constantFrom(
    '',
    '.',
    '..',
    'a',
    'a/b',
    'a//b',
    '/a',
    'a/b/',
    'a b',
    'ä/ö',
    '\n/\n',
    '%',
    '%4G',
  ),
  fc.constantFrom('1.0', '0.3', 'urn:a', '1:a', 'https://a.b/c?d#e', '/a%4a', '-:'),
  fc.constantFrom(
    'application/json',
    'text/x+JSON; a=b',
    'text/plain',
    'json',
    'a/json\t;',
    'a/b+json ',
  ),
  fc.constantFrom(
    '2026-11-21T19:00:00Z',
    '2026-11-21t19:00:00.123456789z',
    '2026-11-30T23:59:60Z',
    '2026-11-21T23:59:59-23:59',
    '2026-11-21T24:00:00Z',
    '2026-13-21T00:00:00Z',
    '2026-11-21T00:00:00+24:00',
    '2026-11-21 00:00:00Z',
    '2026-11-21T00:00:00',
    `2026-11-21T00:00:00.${'0'.repeat(43)}Z`,
    `2026-11-21T00:00:00.${'0'.repeat(44)}Z`,
    '2026-11-2१T00:00:00Z',
  ),
  fc.constantFrom(128, 129, 1024, 1025, 2048, 2049).map((length) => 'x'.repeat(length)),
  fc.constantFrom(127, 129, 1025).map((length) => `x/${'x'.repeat(length - 2)}`),
  // Two code units, one character.
  fc.constantFrom(128, 129).map((length) => '😀'.repeat(length)),
  fc.constant(Array.from({ length: 2 }, () => 'x'.repeat(2048))),
  anyPayloadReference,
  anyPayloadReference.map((reference) => ({ ...reference, sizeBytes: 104_857_601 })),
  anyPayloadReference.map((reference) => ({ ...reference, key: 'in/../x' })),
  anyPayloadReference.map((reference) => ({ ...reference, more: 1 })),
);

const aReference = {
  bucket: 'payloads-1',
  key: `in/${'0a'.repeat(16)}/name`,
  sizeBytes: 2,
  sha256: '0a'.repeat(32),
};

const names = [
  'id',
  'generator',
  'detailType',
  'time',
  'resources',
  'detail',
  'detailReference',
  'specversion',
  'source',
  'subject',
  'type',
  'data',
  'datacontenttype',
  'dataschema',
  'data_base64',
  'traceparent',
  'x1',
  'x-1',
  'x\n',
  '',
  'Id',
  'constructor',
  'length',
];

/** A character that means something to a field or to a language's regular expressions, or nothing anywhere. */
const anyCharacter = fc.constantFrom(
  ...Array.from('\n\r\t \0\u0085\u00a0\u2028é٣😀/.%;Zz"\\[]^_-+#?@!$&*,=:~|<{`A0'),
);

/** The text of a field with another character in it, or at its end. */
const anyEdit = fc
  .tuple(fc.nat(), fc.boolean(), anyCharacter)
  .map(([position, isAtEnd, character]) => (text: string) => {
    const at = isAtEnd ? text.length : position % (text.length + 1);
    return `${text.slice(0, at)}${character}${text.slice(at)}`;
  });

/** An event whose texts are plain but for one character. */
const anyNearEvent = fc
  .tuple(
    fc.constantFrom(
      anEventValue({ detailReference: aReference }),
      aCloudEventValue({ datacontenttype: 'application/json', dataschema: 'urn:a' }),
    ),
    fc.nat(),
    anyEdit,
  )
  .map(([event, number, edit]) => {
    const [name, value] = Object.entries(event).at(number % Object.keys(event).length) ?? [];
    if (name === 'detailReference') return { ...event, [name]: editedReference(number, edit) };
    return typeof value === 'string' ? { ...event, [String(name)]: edit(value) } : event;
  });

function editedReference(number: number, edit: (text: string) => string) {
  const name = (['bucket', 'key', 'sha256'] as const)[number % 3] ?? 'key';
  return { ...aReference, [name]: edit(aReference[name]) };
}

/** An event in which a few fields are gone, or are odd. */
const anyEvent = fc
  .tuple(
    fc.oneof(anyDomainValue, anyCloudValue) as fc.Arbitrary<object>,
    fc.array(fc.tuple(fc.constantFrom(...names), fc.option(anyOdd, { nil: undefined })), {
      maxLength: 2,
    }),
  )
  .map(([event, changes]) => ({ ...event, ...Object.fromEntries(changes) }));

const anyMessage = fc.oneof<fc.MaybeWeightedArbitrary<unknown>[]>(
  { weight: 6, arbitrary: anyEvent },
  { weight: 6, arbitrary: anyNearEvent },
  { weight: 2, arbitrary: fc.array(anyEvent, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(fc.array(anyEvent, { maxLength: 1 }), { maxLength: 1 }) },
  { weight: 1, arbitrary: anyOdd },
);

test('the schema takes what the fan-out function takes, and nothing else, in any language', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      // As a service sends it: what is undefined is not there.
      const sent = JSON.parse(JSON.stringify(message));
      const isTaken = isRead(sent);
      expect([sent, validate(sent), validateAsInPython(sent)]).toEqual([sent, isTaken, isTaken]);
    }),
    { numRuns: propertyRuns(5_000, 1_000) },
  );
});

test('its patterns have only what the regular expressions of every language have', () => {
  const patterns = Array.from(
    JSON.stringify(schema).matchAll(/"pattern":("(?:\\.|[^"\\])*")/g),
    (found) => String(JSON.parse(String(found[1]))),
  );

  expect(patterns.length).toBeGreaterThan(10);
  // JSON Schema, 6.4: no look-around, which Go and Rust lack, and no classes, which differ.
  expect(
    patterns.filter((pattern) => /\(\?|\\[A-Za-z0-9]/.test(pattern.replaceAll('\\t', ' '))),
  ).toEqual([]);
});

test.each<[string, unknown]>([
  ['a domain event', anEventValue()],
  ['a CloudEvent', aCloudEventValue()],
  ['a batch of CloudEvents', [aCloudEventValue(), aCloudEventValue({ id: 'event-2' })]],
  ['an array of both', [anEventValue(), aCloudEventValue()]],
])('the schema takes %s', (_, message) => {
  expect([validate(message), isRead(message)]).toEqual([true, true]);
});

describe('what no JSON Schema can say, as its description lists, is refused by the function alone', () => {
  test.each<[string, unknown]>([
    ['half a surrogate pair', anEventValue({ id: '\ud800' })],
    ['an id of too many bytes', anEventValue({ id: 'ä'.repeat(600) })],
    ['a generator of too many bytes', anEventValue({ generator: `a/${'ä'.repeat(600)}` })],
    ['an event of too many bytes', anEventValue({ detail: { text: 'x'.repeat(1_044_480) } })],
    ['a day that no month has', anEventValue({ time: '2026-02-30T00:00:00Z' })],
    ['a leap second within a month', anEventValue({ time: '2026-11-21T23:59:60Z' })],
    ['an integer of more than 64 bits', anEventValue({ detail: { n: 2 ** 63 } })],
    ['a detail of too many levels', anEventValue({ detail: { a: nested(1_000) } })],
  ])('%s', (_, message) => {
    expect([validate(message), isRead(message)]).toEqual([true, false]);
  });

  test('a name that appears twice', () => {
    const twice = JSON.stringify(anEventValue()).replace('{', '{"id":"other",');

    expect(validate(JSON.parse(twice))).toBe(true);
    expect(readMessage(twice, testNowMs)).toMatchObject([{ reason: '"id" appears twice' }]);
  });
});

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

test('each field is described', () => {
  const undescribed: string[] = [];
  for (const [name, one] of Object.entries<Described>(schema.$defs)) {
    if (one.description === undefined) undescribed.push(name);
    for (const [field, { description, $ref, anyOf }] of Object.entries(one.properties ?? {})) {
      if ((description ?? $ref ?? anyOf) === undefined) undescribed.push(`${name}.${field}`);
    }
  }
  expect(undescribed).toEqual([]);
});

interface Described {
  readonly description?: string;
  readonly $ref?: string;
  readonly anyOf?: unknown;
  readonly properties?: Readonly<Record<string, Described>>;
}
