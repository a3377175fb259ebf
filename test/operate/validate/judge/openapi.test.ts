import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { accessFields, sentFields } from '../../../../operate/validate/judge/openapi.ts';

const file = join(import.meta.dirname, '../../../../lambdas/registration/openapi.yaml');
const own: unknown = parse(readFileSync(file, 'utf8'));

function aDescription(schema: object, components: object = {}) {
  const content = { 'application/json': { schema } };
  return { paths: { '/sources': { post: { requestBody: { content } } } }, components };
}

test('the product’s own description has every field that a client sends, and none for access', () => {
  const registration = sentFields(own).filter(({ operation }) => operation === 'POST /sources');

  expect(registration.map(({ field }) => field)).toEqual(
    expect.arrayContaining(['Idempotency-Key', 'generator', 'account', 'region', 'detailTypes']),
  );
  expect(accessFields(own)).toEqual([]);
});

const withRole = { properties: { roleArn: { type: 'string' } } };

test.each<[string, unknown]>([
  ['in the body', aDescription(withRole)],
  ['deep in the body', aDescription({ properties: { aws: { items: withRole } } })],
  ['in one of several forms', aDescription({ oneOf: [{}, { allOf: [withRole] }] })],
  ['by a reference', aDescription({ $ref: '#/components/a~1b' }, { 'a/b': withRole })],
  [
    'as a parameter of the path',
    { paths: { '/sources': { parameters: [{ name: 'roleArn' }], post: {} } } },
  ],
  [
    'as a parameter by a reference',
    {
      paths: { '/sources': { post: { parameters: [{ $ref: '#/components/role' }] } } },
      components: { role: { name: 'roleArn' } },
    },
  ],
])('a field for a role is found %s', (_, description) => {
  expect(accessFields(description)).toEqual([{ operation: 'POST /sources', field: 'roleArn' }]);
});

test('a schema that refers to itself ends', () => {
  const node = { properties: { child: { $ref: '#/components/node' }, name: {} } };

  expect(
    sentFields(aDescription({ $ref: '#/components/node' }, { node })).map(({ field }) => field),
  ).toEqual(['child', 'name']);
});

test.each([undefined, 'text', { paths: null }, { paths: { '/x': { post: null } } }])(
  'what is no description has no fields: %j',
  (description) => {
    expect(sentFields(description)).toEqual([]);
  },
);
