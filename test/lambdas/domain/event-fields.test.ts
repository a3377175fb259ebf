import { describe, expect, test } from '@jest/globals';
import { checkFields, eventFields } from '../../../lambdas/domain/event-fields.ts';
import { anEventValue } from '../../support/domain-builders.ts';

test('the fields are named with those that may be absent', () => {
  expect(eventFields()).toEqual([
    '"id"',
    '"generator"',
    '"detailType"',
    '"time"?',
    '"resources"?',
    '"detail"?',
    '"detailReference"?',
  ]);
});

describe('fields', () => {
  test('are those of a value, with resources if it has none', () => {
    const { resources: _, ...value } = anEventValue();

    expect(checkFields(value)).toEqual({ kind: 'fields', fields: anEventValue() });
  });

  test.each([
    [[], 'a domain event is a JSON object, not an array'],
    [
      { ...anEventValue(), ['x'.repeat(65)]: 1 },
      `"${'x'.repeat(64)}" is not a field of a domain event`,
    ],
    [anEventValue({ id: undefined }), '"id" is missing'],
    [anEventValue({ id: 7 }), '"id" must be a string, not a number'],
    [anEventValue({ resources: ['a', ''] }), '"resources" number 2 is empty'],
    [anEventValue({ detailReference: {} }), '"detailReference.bucket" is missing'],
  ])('have a reason where they are wrong: %j', (value, reason) => {
    expect(checkFields(value)).toEqual({ kind: 'invalid', reason });
  });
});
