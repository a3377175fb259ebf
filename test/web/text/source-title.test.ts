import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { sourceName } from '../../../lambdas/domain/source-name.ts';
import {
  generatorIn,
  leadOf,
  placeOf,
  sourceText,
  titledByName,
} from '../../../web/text/source-title.ts';
import { aSource } from '../support/builders.ts';

test('the generator leads, account and Region follow', () => {
  const source = aSource();
  expect(leadOf(source)).toBe('acme/repo1');
  expect(placeOf(source)).toBe('111122223333 · eu-west-1');
  expect(sourceText(source)).toBe('acme/repo1 for account 111122223333 in eu-west-1');
});

test('a display name leads where there is one, and the generator follows with the rest', () => {
  const source = aSource({ displayName: 'Orders' });
  expect(leadOf(source)).toBe('Orders');
  expect(placeOf(source)).toBe('acme/repo1 · 111122223333 · eu-west-1');
  expect(sourceText(source)).toBe('Orders (acme/repo1) for account 111122223333 in eu-west-1');
});

test.each([
  [`arn:aws:events:eu-west-1::event-source/${aSource().name}`, 'acme/repo1'],
  [` arn:aws:events:eu-west-1:111122223333:event-bus/${aSource().name}\n`, 'acme/repo1'],
  [aSource().name, 'acme/repo1'],
  ['acme/repo1', undefined],
  ['111122223333', undefined],
  ['arn:aws:iam::111122223333:root', undefined],
  ['', undefined],
])('the generator in %j is %s', (pasted, generator) => {
  expect(generatorIn(pasted)).toBe(generator);
});

describe('the name of a source', () => {
  test('says the same before the source is loaded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const generator = `acme/${text}`;
        const name = sourceName('vendor.test', generator, '111122223333');
        const titled = titledByName({ region: 'eu-west-1', name });
        expect(titled).toEqual({ generator, account: '111122223333', region: 'eu-west-1' });
      }),
    );
  });

  test('stays as it is where it does not decode', () => {
    const name = 'aws.partner/vendor.test/acme/_.FF/111122223333';
    expect(titledByName({ region: 'r', name })?.generator).toBe('acme/_.FF');
  });

  test('of another kind says nothing', () => {
    expect(titledByName({ region: 'r', name: 'aws.partner/vendor.test/x' })).toBeUndefined();
  });
});
