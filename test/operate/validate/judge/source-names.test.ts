import * as fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { sourceName } from '../../../../lambdas/domain/source-name.ts';
import { sourceNameProblems } from '../../../../operate/validate/judge/source-names.ts';

const partner = 'vendor.example';
const account = '111122223333';
const named = (name: string, words = 'one') => ({ words, account, name });

test.each([
  [`aws.partner/${partner}/acme/repo/${account}`, []],
  [`aws.partner/${partner}/acme/repo/999999999999`, [/the account 111122223333 in the name/]],
  [`aws.partner/other/acme/${account}`, [/begins with aws\.partner\/vendor\.example\//]],
  [`aws.partner/${partner}/a b/${account}`, [/that AWS takes/]],
  [`aws.partner/${partner}/${'a'.repeat(256)}/${account}`, [/at most 256 characters/]],
])('the name %s', (name, problems) => {
  const found = sourceNameProblems([named(name)], partner);

  expect(found).toEqual(problems.map((one) => expect.stringMatching(one)));
});

test('a name that two registrations have is found, with both', () => {
  const name = `aws.partner/${partner}/acme/repo/${account}`;
  const found = sourceNameProblems([named(name, 'the first'), named(name, 'another')], partner);

  expect(found).toEqual([
    `expected a name of its own for another, but it has that of the first: ${name}`,
  ]);
});

test('the product’s names of different generators are no problem', () => {
  const generator = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
    .map((text) => `acme/${text}`);
  fc.assert(
    fc.property(fc.uniqueArray(generator, { maxLength: 6 }), (generators) => {
      const names = generators.map((one) => named(sourceName(partner, one, account), one));
      const short = names.filter(({ name }) => name.length <= 256 && !name.includes('//'));
      expect(sourceNameProblems(short, partner)).toEqual([]);
    }),
  );
});
