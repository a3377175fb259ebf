import { expect, test } from '@jest/globals';
import * as v from 'valibot';
import { authorizationParameters } from '../../../lambdas/settings/authorization-parameters.ts';
import { integer } from '../../../lambdas/settings/field.ts';
import { typeText } from '../../../tools/settings-page/type-text.ts';

test.each<[string, v.GenericSchema]>([
  ['string', v.pipe(v.string(), v.nonEmpty())],
  ['number', integer(1, 2)],
  ['boolean', v.boolean()],
  ['"a" | "b"', v.picklist(['a', 'b'])],
  ['1 | 2', v.picklist([1, 2])],
  ['readonly ("a" | "b")[]', v.array(v.picklist(['a', 'b']))],
  ['Readonly<Record<string, string>>', authorizationParameters.inStage],
])('%s', (type, schema) => {
  expect(typeText(schema)).toBe(type);
});

test('a kind of schema that no stage has is an error, and not any type', () => {
  expect(() => typeText(v.date())).toThrow('a schema of date');
});
