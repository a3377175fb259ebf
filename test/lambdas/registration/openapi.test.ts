import { expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import * as fc from 'fast-check';
import { readChange, readRegistration } from '../../../lambdas/registration/read-registration.ts';
import { apiPaths, httpRoutes } from '../../../lambdas/registration/routes.ts';
import { describedOperations, openApi, schemaAt } from '../../support/openapi-check.ts';
import { propertyRuns } from '../../support/property-runs.ts';

test('the description is valid OpenAPI', async () => {
  expect(await new Validator().validate(structuredClone(openApi))).toMatchObject({ valid: true });
});

test('its operations are the router’s, each with its path and method', () => {
  const described = describedOperations.map(
    ({ path, method, operation }) => `${method} ${path} ${operation.operationId}`,
  );
  const routed = apiPaths.flatMap(({ template, operations }) =>
    Object.entries(operations).map(([method, id]) => `${method} ${template} ${id}`),
  );

  expect(routed.toSorted()).toEqual(described.toSorted());
});

test('every operation has a route behind the authorizer, unless it needs no token by its description', () => {
  for (const { path, method, operation } of describedOperations) {
    const route = httpRoutes.find(
      (one) =>
        (one.method === 'ANY' || one.method === method) &&
        (one.path === path || path.startsWith(one.path.replace('{proxy+}', '{'))),
    );
    expect(route).toMatchObject({ isAuthorized: operation.security?.length !== 0 });
  }
});

test('only the link to a payload needs no token', () => {
  const open = describedOperations.filter(({ operation }) => operation.security !== undefined);

  expect(open.map(({ operation }) => operation.operationId)).toEqual(['fetchPayload']);
});

const half = '\uD800';
const anyDetailType = fc.oneof(
  fc.constantFrom('push', '', 'x'.repeat(128), '😀'.repeat(128), 'x'.repeat(129), '__proto__'),
  fc.string(),
);
const anyDetailTypes = fc.oneof(
  { weight: 5, arbitrary: fc.uniqueArray(anyDetailType, { maxLength: 4 }) },
  fc.array(anyDetailType, { maxLength: 4 }),
  fc.constant(null),
  fc
    .integer({ min: 199, max: 201 })
    .map((length) => Array.from({ length }, (_, index) => `type ${index}`)),
);
const anyDisplayName = fc.oneof(
  fc.constant(null),
  fc.constantFrom('Orders', '', ' ', ' \n Orders\t', 'a\tb', 'a\u2028b', '\u202Eabc', '\u0000'),
  fc
    .tuple(fc.constantFrom('', ' '), fc.constantFrom('x', '😀'), fc.integer({ min: 62, max: 66 }))
    .map(([margin, character, length]) => `${margin}${character.repeat(length)}${margin}`),
  fc.string({ unit: 'grapheme-ascii', maxLength: 70 }),
);
const anyRegistration = fc.record(
  {
    generator: fc.constantFrom('acct1/repo1', '', 'x'),
    account: fc.oneof(
      { weight: 4, arbitrary: fc.constant('111122223333') },
      fc.constantFrom('11112222333', '1111222233334', '１１１１２２２２３３３３', '111122223333\n'),
    ),
    region: fc.constantFrom('eu-west-1', 'nowhere'),
    detailTypes: anyDetailTypes,
    displayName: anyDisplayName,
  },
  { requiredKeys: ['generator', 'account', 'region'] },
);
const anyMutation = fc.tuple(
  fc.constantFrom(
    'generator',
    'account',
    'region',
    'detailTypes',
    'displayName',
    'other',
    'constructor',
    '__proto__',
  ),
  fc.oneof(fc.constant(undefined), fc.jsonValue({ maxDepth: 1 })),
);

/** A value with one member replaced, or taken away. */
function mutated(value: object, [name, member]: [string, unknown]): unknown {
  const members = Object.entries(value).filter(([other]) => other !== name);
  if (member !== undefined) members.push([name, member]);
  // As JSON.parse makes it: "__proto__" is a member like others.
  const text = members.map(([key, one]) => `${JSON.stringify(key)}:${JSON.stringify(one)}`);
  return JSON.parse(`{${text.join(',')}}`);
}

const registrationSchema = schemaAt({ $ref: '#/components/schemas/Registration' });

test('a body is read as a registration if and only if the description has it as one', () => {
  const anyBody = fc.oneof(
    anyRegistration,
    fc.tuple(anyRegistration, anyMutation).map(([value, change]) => mutated(value, change)),
    fc.jsonValue({ maxDepth: 1 }),
  );
  const seen = { read: 0, problem: 0 };
  fc.assert(
    fc.property(anyBody, (body) => {
      const { kind } = readRegistration(body);
      seen[kind] += 1;
      expect(kind).toBe(registrationSchema(body) ? 'read' : 'problem');
    }),
    { numRuns: 2_000 },
  );
  expect(Math.min(seen.read, seen.problem)).toBeGreaterThan(200);
});

test('the same of the body of a change', () => {
  const schema = schemaAt(
    openApi.paths['/sources/{name}'].patch.requestBody.content['application/json'].schema,
  );
  const fields = { detailTypes: anyDetailTypes, displayName: anyDisplayName };
  const anyChange = fc.record(fields, { requiredKeys: [] });
  const anyBody = fc.oneof(
    anyChange,
    fc.tuple(anyChange, anyMutation).map(([value, change]) => mutated(value, change)),
  );
  fc.assert(
    fc.property(anyBody, (body) => {
      expect(readChange(body).kind).toBe(schema(body) ? 'read' : 'problem');
    }),
    { numRuns: propertyRuns(1_000) },
  );
});

test('half a character, which DynamoDB does not keep, is refused though a schema cannot say so', () => {
  const registration = { generator: 'a/b', account: '111122223333', region: 'eu-west-1' };

  expect(readRegistration({ ...registration, detailTypes: [half] })).toMatchObject({
    errors: [{ field: '/detailTypes/0', message: 'contains half a character (a lone surrogate)' }],
  });
  expect(readRegistration({ ...registration, displayName: half })).toMatchObject({
    errors: [{ field: '/displayName', message: 'contains half a character (a lone surrogate)' }],
  });
});

test('a display name of nothing visible is refused, though a schema cannot say so', () => {
  expect(readChange({ displayName: '\u200B\u00AD' })).toMatchObject({
    errors: [{ field: '/displayName', message: 'has no visible character' }],
  });
});
