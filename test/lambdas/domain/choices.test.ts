import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  chosen,
  differingChoice,
  withChoices,
  type Choices,
} from '../../../lambdas/domain/choices.ts';
import { aMapping } from '../../support/domain-builders.ts';

const both = { detailTypes: ['push'], displayName: 'Orders' };

describe('choices', () => {
  test.each<[Choices, object]>([
    [{}, both],
    [{ detailTypes: null }, { displayName: 'Orders' }],
    [{ displayName: null }, { detailTypes: ['push'] }],
    [{ displayName: 'Stock' }, { ...both, displayName: 'Stock' }],
    [{ detailTypes: ['issues'] }, { ...both, detailTypes: ['issues'] }],
    [{ detailTypes: null, displayName: null }, {}],
  ])('%j change what was chosen before to %j', (choices, expected) => {
    expect(chosen(both, choices)).toEqual(expected);
    expect(withChoices(aMapping(both), choices)).toEqual(aMapping(expected));
  });

  test('for nothing chosen before are what they say', () => {
    expect(chosen({}, both)).toEqual(both);
    expect(chosen({}, {})).toEqual({});
  });
});

describe('a registration', () => {
  test.each<[Choices, keyof Choices | undefined]>([
    [{}, undefined],
    [both, undefined],
    [{ detailTypes: ['push', 'push'] }, undefined],
    [{ detailTypes: ['issues'] }, 'detailTypes'],
    [{ detailTypes: null }, 'detailTypes'],
    [{ displayName: 'orders' }, 'displayName'],
    [{ displayName: null }, 'displayName'],
    [{ detailTypes: null, displayName: null }, 'detailTypes'],
  ])('with %j differs from what is chosen in %j', (choices, name) => {
    expect(differingChoice(both, choices)).toBe(name);
  });

  test('that asks for none does not differ where nothing is chosen', () => {
    expect(differingChoice({}, { detailTypes: null, displayName: null })).toBeUndefined();
    expect(differingChoice({}, both)).toBe('detailTypes');
    expect(differingChoice({}, { displayName: 'Orders' })).toBe('displayName');
  });
});

test('after choices, the same choices do not differ and change nothing', () => {
  const anyChoices = fc.record(
    {
      detailTypes: fc.option(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 3 })),
      displayName: fc.option(fc.string({ minLength: 1 })),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(anyChoices, anyChoices, (first, second) => {
      const after = withChoices(withChoices(aMapping(), first), second);
      expect(differingChoice(after, second)).toBeUndefined();
      expect(withChoices(after, second)).toEqual(after);
    }),
  );
});
