import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readJson, type JsonNode } from '../../../web/deliveries/json-text.ts';

/** The text that a tree was read from, without its white space. */
function textOf(node: JsonNode): string {
  if (node.kind === 'plain') return node.text;
  const entries = node.entries.map(({ name, value }) =>
    name === undefined ? textOf(value) : `${name}:${textOf(value)}`,
  );
  return node.kind === 'list' ? `[${entries.join()}]` : `{${entries.join()}}`;
}

describe('a JSON text', () => {
  test.each([
    '300.0',
    '12345678901234567890',
    '-0',
    '1E400',
    '"\\u0041 \\" , } ]"',
    '[1.0,[],{"a":null,"a":2.50}]',
    '{"":{"b":[true,"}"]}}',
  ])('%s is shown as it is written', (text) => {
    expect(textOf(readJson(text)!)).toBe(text);
  });

  test('of any kind is read whole', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat({ max: 3 }), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), undefined, indent);
        expect(textOf(readJson(text)!)).toBe(JSON.stringify(JSON.parse(json)));
      }),
    );
  });

  test.each(['', '{', '[1,]', "{'a':1}", '01', 'undefined'])('is not %j', (text) => {
    expect(readJson(text)).toBeUndefined();
  });

  test('may be nested as deep as an event can be', () => {
    const depth = 100_000;
    let node = readJson(`${'['.repeat(depth)}${']'.repeat(depth)}`);
    let levels = 0;
    while (node !== undefined && node.kind === 'list') {
      levels += 1;
      node = node.entries[0]?.value;
    }

    expect(levels).toBe(depth);
  });
});
