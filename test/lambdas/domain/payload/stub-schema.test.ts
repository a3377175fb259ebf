import { describe, expect, test } from '@jest/globals';
import { stubSchema } from '../../../../lambdas/domain/payload/stub-schema.ts';
import { compileDetailSchema } from '../../../support/detail-schemas.ts';
import { aStubOf } from '../../../support/a-stub.ts';

const detailSchema = {
  type: 'object',
  properties: { ref: { $ref: '#/$defs/ref' }, number: { type: 'integer' }, commits: {} },
  required: ['ref', 'commits'],
  $defs: { ref: { type: 'string', pattern: '^refs/' } },
};

/** Whether a stub with these members kept is valid. */
function takes(keptInStub: readonly string[], kept: object): boolean {
  const validate = compileDetailSchema(stubSchema('push', detailSchema, keptInStub));
  return validate(aStubOf(JSON.stringify(kept)));
}

describe('the schema of stubs', () => {
  test('takes a stub with what it keeps, and without', () => {
    expect(takes(['ref', 'number'], { ref: 'refs/heads/main', number: 7 })).toBe(true);
    expect(takes(['ref', 'number'], {})).toBe(true);
    expect(takes([], {})).toBe(true);
  });

  test('refuses a kept member that is not as the detail’s schema has it', () => {
    expect(takes(['ref', 'number'], { ref: 'main' })).toBe(false);
    expect(takes(['ref', 'number'], { number: 'seven' })).toBe(false);
  });

  test.each([
    ['payload_url', 'no address'],
    ['payload_url', undefined],
    ['payload_size_bytes', 1.5],
    ['payload_size_bytes', undefined],
    ['payload_sha256', 'AB'.repeat(32)],
    ['payload_sha256', undefined],
    ['expires_at', 'tomorrow'],
    ['expires_at', undefined],
  ])('refuses a stub whose %s is %j', (name, value) => {
    const validate = compileDetailSchema(stubSchema('push', detailSchema, []));
    const stub = aStubOf('{}');

    expect(validate({ ...stub, [name]: value })).toBe(false);
  });

  test('has the definitions of the detail’s only if a member may need them', () => {
    expect(stubSchema('push', detailSchema, ['ref'])).toMatchObject({
      title: 'push: stub of a large event',
      $defs: detailSchema.$defs,
    });
    expect(stubSchema('push', detailSchema, [])).not.toHaveProperty('$defs');
    expect(stubSchema('push', { type: 'object' }, [])).not.toHaveProperty('$defs');
    const { $defs: _, ...plain } = detailSchema;
    expect(stubSchema('push', plain, ['number'])).not.toHaveProperty('$defs');
  });

  test('leaves out what the detail’s schema does not have', () => {
    const { properties } = stubSchema('push', detailSchema, ['constructor', 'number']);

    expect(Object.keys(properties as object)).toEqual([
      'number',
      'payload_url',
      'payload_size_bytes',
      'payload_sha256',
      'expires_at',
    ]);
  });
});
