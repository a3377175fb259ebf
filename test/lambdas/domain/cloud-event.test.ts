import { describe, expect, test } from '@jest/globals';
import {
  attributeOf,
  canGiveGenerator,
  cloudEventFields,
} from '../../../lambdas/domain/cloud-event.ts';
import { aCloudEventValue } from '../../support/domain-builders.ts';

const fieldsOf = (given: Record<string, unknown>, attribute = 'subject') =>
  cloudEventFields(JSON.parse(JSON.stringify(aCloudEventValue(given))), attribute);

describe('the fields of a CloudEvent', () => {
  test('are those of the domain event with the same values', () => {
    expect(fieldsOf({})).toStrictEqual({
      kind: 'fields',
      fields: {
        id: 'event-1',
        generator: 'acct1/repo1',
        detailType: 'push',
        time: '2026-11-21T18:59:00Z',
        detail: { ref: 'refs/heads/main' },
      },
    });
  });

  test.each(['source', 'tenantresource'])(
    'have the generator of "%s" if a stage says so',
    (name) => {
      expect(fieldsOf({ [name]: 'acme/shop' }, name)).toMatchObject({
        fields: { generator: 'acme/shop' },
      });
    },
  );

  test.each(['constructor', 'valueof'])('have no generator if "%s" is missing', (name) => {
    const read = fieldsOf({}, name);

    expect(read).toMatchObject({ kind: 'fields' });
    expect(read).not.toHaveProperty('fields.generator');
  });

  test.each(['id', 'subject', 'type', 'time'])('have no "%s" that is null', (name) => {
    expect(fieldsOf({ [name]: null })).toStrictEqual(fieldsOf({ [name]: undefined }));
  });

  test('have data that is null, which is no JSON object', () => {
    expect(fieldsOf({ data: null })).toMatchObject({ fields: { detail: null } });
  });

  test('have no data if there is none', () => {
    const { data: _, ...without } = aCloudEventValue();

    expect(cloudEventFields(without, 'subject')).not.toHaveProperty('fields.detail');
  });
});

describe('a CloudEvent is refused, with its reason, for', () => {
  test.each<[Record<string, unknown>, string]>([
    [{ specversion: '0.3' }, '"specversion" must be "1.0", as text'],
    [{ specversion: 1 }, '"specversion" must be "1.0", as text'],
    [{ specversion: null }, '"specversion" is missing'],
    [{ specversion: undefined }, '"specversion" is missing'],
    [{ source: undefined }, '"source" is missing'],
    [{ source: null }, '"source" is missing'],
    [{ source: '' }, '"source" is empty'],
    [{ source: 7 }, '"source" must be a string, not a number'],
    ...['a b', '/ä', '%', 'urn:%4g', '"', '\n'].map((source): [Record<string, unknown>, string] => [
      { source },
      '"source" must be a URI reference (RFC 3986)',
    ]),
    ...['/push', 'https://vendor example', '1a:b', 'a_b:c'].map(
      (dataschema): [Record<string, unknown>, string] => [
        { dataschema },
        '"dataschema" must be a URI with a scheme (RFC 3986)',
      ],
    ),
    [{ subject: '' }, '"subject" is empty'],
    [{ subject: ['a/b'] }, '"subject" must be a string, not an array'],
    [{ dataschema: '' }, '"dataschema" is empty'],
    [{ dataschema: {} }, '"dataschema" must be a string, not an object'],
    [{ datacontenttype: 5 }, '"datacontenttype" must be a string, not a number'],
    ...[
      '',
      'json',
      'text/xml',
      'application/jsonp',
      'application/x-json',
      'application/ld+jsonx',
      'application/json\n',
      'application/json\u00a0;a=b',
      'application/json; a="ä"',
      'application/json; a=\u0000',
    ].map((type): [Record<string, unknown>, string] => [
      { datacontenttype: type },
      type === ''
        ? '"datacontenttype" is empty'
        : '"datacontenttype" must be a media type of JSON, such as application/json',
    ]),
    [{ data_base64: 'e30=' }, '"data_base64" is not supported: "data" must be a JSON object'],
    [
      { detailReference: {} },
      '"detailReference" is for domain events alone: a CloudEvent has its data in the message',
    ],
    [
      { detailType: 'push' },
      '"detailType" is not an attribute of a CloudEvent: their names have only the letters a to z and digits',
    ],
    [
      { 'x-y': 'z' },
      '"x-y" is not an attribute of a CloudEvent: their names have only the letters a to z and digits',
    ],
    [{ ext: {} }, '"ext" must be a string, a boolean or an integer, not an object'],
    ...[1.5, 2 ** 31, -(2 ** 31) - 1, 1e300].map((ext): [Record<string, unknown>, string] => [
      { ext },
      '"ext" must be an integer of 32 bits, or a string',
    ]),
    [
      { ['y'.repeat(100)]: [] },
      `"${'y'.repeat(64)}" must be a string, a boolean or an integer, not an array`,
    ],
  ])('%j', (given, reason) => {
    expect(fieldsOf(given)).toStrictEqual({ kind: 'invalid', reason });
  });
});

test.each<Record<string, unknown>>([
  { datacontenttype: 'application/json' },
  { datacontenttype: 'Application/JSON; charset=utf-8' },
  { datacontenttype: 'text/json' },
  { datacontenttype: 'application/vnd.acme.order+json' },
  { datacontenttype: 'application/json ;a=b' },
  { datacontenttype: 'application/json\t;\ta="b c"' },
  { datacontenttype: 'application/vnd.a!b#c$d&e^f_g.h-i+json' },
  { datacontenttype: null },
  { dataschema: 'https://vendor.example/schemas/push' },
  { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
  { dataschema: 'a+b.c-1:x' },
  { sampled: true, sequence: 12, gone: null, most: 2 ** 31 - 1, least: -(2 ** 31), none: 0 },
  ...[
    '/',
    '#a',
    'urn:uuid:6e8bc430-9c3a',
    "https://a.b:8/c?d=e&f~g#h'()*,;!$@[]_%4a",
    '%C3%a4',
  ].map((source) => ({ source })),
])('a CloudEvent is taken with %j', (given) => {
  expect(fieldsOf(given)).toStrictEqual(fieldsOf({}));
});

test('what gives the generator is the subject, the source or an extension', () => {
  const names = ['subject', 'source', 'tenantresource', 'x1', 'a'.repeat(20)];
  expect(names.filter((name) => !canGiveGenerator(name))).toStrictEqual([]);
  const others = ['', 'id', 'type', 'time', 'data', 'dataschema', 'datacontenttype', 'specversion'];
  const unnamed = ['a-b', 'tenantResource', 'a.b', 'a'.repeat(21)];
  expect([...others, ...unnamed].filter(canGiveGenerator)).toStrictEqual([]);
});

test.each([
  ['generator', 'tenantresource'],
  ['detailType', 'type'],
  ['detail', 'data'],
  ['id', 'id'],
  ['time', 'time'],
])('the field "%s" is called "%s"', (field, attribute) => {
  expect(attributeOf(field, 'tenantresource')).toBe(attribute);
});
