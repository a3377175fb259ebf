import { expect, test } from '@jest/globals';
import { withChange } from '../../../operate/probe/stage-text.ts';

function changed(text: string, section: string, name: string, to: unknown): string {
  return withChange(text, { section, name, from: undefined, to, why: '' });
}

test.each([
  ['a value', '{ "a": {"b":1, "c": 2} }', '{ "a": {"b":7, "c": 2} }'],
  [
    'a value on a line of its own',
    '{\n "a": {\n  "b": [\n 1]\n }\n}',
    '{\n "a": {\n  "b": 7\n }\n}',
  ],
  ['a member of a section on one line', '{"a": { "c": 2 }}', '{"a": { "c": 2, "b": 7 }}'],
  ['a member of a section on lines', '{"a": {\n\t"c": 2\n}}', '{"a": {\n\t"c": 2,\n\t"b": 7\n}}'],
  ['a member of an empty section', '{"a": {}}', '{"a": { "b": 7 }}'],
  ['a section', '{\n  "x": [1]\n}\n', '{\n  "x": [1],\n  "a": { "b": 7 }\n}\n'],
  ['a section on one line', '{"x": [1]}', '{"x": [1], "a": { "b": 7 }}'],
  [
    'a section after Windows’ line end',
    '{\r\n  "x": 1\r\n}',
    '{\r\n  "x": 1,\r\n  "a": { "b": 7 }\r\n}',
  ],
  ['a section of nothing', '{}', '{ "a": { "b": 7 } }'],
])('%s is written, and the rest is laid out as before', (_, before, after) => {
  expect(changed(before, 'a', 'b', 7)).toBe(after);
});

test('a list is written on one line', () => {
  expect(changed('{}', 'a', 'b', ['x', 'y'])).toBe('{ "a": { "b": ["x", "y"] } }');
});

test('what is no object is refused', () => {
  expect(() => changed('[]', 'a', 'b', 7)).toThrow('not a JSON object');
});
