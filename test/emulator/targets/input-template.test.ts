import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parseExact } from '../../../emulator/targets/exact-json.ts';
import {
  fillTemplate,
  isValidTemplate,
  parseTemplate,
  placeholdersOf,
} from '../../../emulator/targets/input-template.ts';
import { failureOf, NO_FAILURE } from '../support.ts';

const values: Readonly<Record<string, unknown>> = {
  instance: 'i-1',
  state: 'RUNNING',
  number: parseExact('300.0'),
  yes: true,
  nothing: null,
  object: { a: 1, b: ['x'] },
  list: ['a', 'b'],
  quoted: 'say "hi"\n',
};

const filled = (template: string) => fillTemplate(parseTemplate(template), (name) => values[name]);

describe('a JSON template', () => {
  // The user guide's table of examples, and LocalStack's recordings.
  test.each([
    ['{ "instance" : <instance>, "state": <state> }', '{"instance":"i-1","state":"RUNNING"}'],
    [
      '{"state": "<state>", "status": "instance \\"<instance>\\" is in <state>"}',
      '{"state":"RUNNING","status":"instance \\"i-1\\" is in RUNNING"}',
    ],
    ['{"state": [9, <state>, true]}', '{"state":[9,"RUNNING",true]}'],
    ['{"n": <number>, "m": 1.50}', '{"n":300.0,"m":1.50}'],
    ['{"n": "<number>"}', '{"n":"300.0"}'],
    ['{"v": [<yes>, <nothing>]}', '{"v":[true,null]}'],
    ['{"o": <object>, "l": <list>}', '{"o":{"a":1,"b":["x"]},"l":["a","b"]}'],
    ['{"command": <none>, "text": "<none>"}', '{"command":"","text":""}'],
    ['{"q": <quoted>}', '{"q":"say \\"hi\\"\\n"}'],
    ['[<state>]', '["RUNNING"]'],
    ['<object>', '{"a":1,"b":["x"]}'],
  ])('%s becomes %s', (template, text) => {
    expect(isValidTemplate(parseTemplate(template))).toBe(true);
    expect(filled(template)).toBe(text);
  });

  test('becomes nothing when a value inside quotes breaks it, since values are not escaped', () => {
    expect(filled('{"q": "<quoted>"}')).toBeUndefined();
    expect(filled('{"q": "<object>"}')).toBeUndefined();
  });

  test.each([
    '{"a": <state>',
    '{<state>: 1}',
    '{"<state>": 1}',
    '{"a": {"b<state>": 1}}',
    '{"a": x}',
    'instance <instance>',
    '<state> <state>',
  ])('%s is refused', (template) => {
    expect(isValidTemplate(parseTemplate(template))).toBe(false);
  });

  test('with any values outside quotes is JSON with these values', () => {
    const property = fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const template = parseTemplate('{"a": <a>, "b": [<b>, 1]}');
      const text = fillTemplate(template, (name) => (name === 'a' ? a : b)) ?? '';
      expect(text).toBe(JSON.stringify({ a, b: [b, 1] }));
    });
    expect(failureOf(property)).toBe(NO_FAILURE);
  });
});

describe('a text template', () => {
  test.each([
    ['"instance <instance> is in <state>"', '"instance i-1 is in RUNNING"'],
    ['"instance \\"<instance>\\" is here"', '"instance \\"i-1\\" is here"'],
    ['"none: <none>"', '"none: "'],
    ['"n <number> <yes>"', '"n 300.0 true"'],
    ['"{[/ <state>"', '"{[/ RUNNING"'],
    ['"<object> <list>"', '"{a:1,b:[x]} [a,b]"'],
    ['"line <state>"\n"line <instance>"', '"line RUNNING"\n"line i-1"'],
  ])('%s becomes %s', (template, text) => {
    expect(isValidTemplate(parseTemplate(template))).toBe(true);
    expect(filled(template)).toBe(text);
  });

  test.each(['"open', '"a" b', '"a"\nb', '"<state>', '"a" "b"'])('%j is refused', (template) => {
    expect(isValidTemplate(parseTemplate(template))).toBe(false);
  });
});

test('placeholders are found in and out of quotes, and keep their names', () => {
  const template = parseTemplate(
    '{"a": <one>, "b": "<two> \\"<aws.events.rule-name>\\"", "<": ">"}',
  );
  expect(placeholdersOf(template)).toEqual(['one', 'two', 'aws.events.rule-name', '": "']);
});
