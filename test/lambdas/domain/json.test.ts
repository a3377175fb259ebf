import { expect, test } from '@jest/globals';
import { describeJsonType, isJson, isJsonObject, writeJson } from '../../../lambdas/domain/json.ts';

test('what JSON.stringify leaves and SQS refuses is escaped', () => {
  expect(writeJson({ a: '\uFFFE\uFFFF\uFFFD' })).toBe('{"a":"\\uFFFE\\uFFFF\uFFFD"}');
});

test.each([
  ['{}', true],
  ['1e3', true],
  ['', false],
  ['{', false],
])('%j is JSON: %s', (text, expected) => {
  expect(isJson(text)).toBe(expected);
});

test('an object is an object: not an array, not null, not a number kept as text', () => {
  expect(isJsonObject(JSON.parse('{}'))).toBe(true);
  for (const text of ['[]', 'null', '"{}"', '1', 'true']) {
    expect(isJsonObject(JSON.parse(text))).toBe(false);
  }
  const keptAsText = JSON.rawJSON('12345678901234567890');
  expect(isJsonObject(keptAsText)).toBe(false);
  expect(describeJsonType(keptAsText)).toBe('a number');
});

test.each([
  ['{}', 'an object'],
  ['[]', 'an array'],
  ['null', 'null'],
  ['"x"', 'a string'],
  ['1', 'a number'],
  ['true', 'a boolean'],
])('%s is called %s', (text, name) => {
  expect(describeJsonType(JSON.parse(text))).toBe(name);
});
