import { describe, expect, test } from '@jest/globals';
import { parseExact } from '../../../emulator/targets/exact-json.ts';
import { isJsonPath, valueAt } from '../../../emulator/targets/json-path.ts';

const event = parseExact(
  '{"detail-type":"push","a/b":1,"detail":{"n":300.0,"big":12345678901234567890,"no":null,' +
    '"list":[{"id":"x"},{"id":"y","tags":["t"]},{}],"toString":"own"}}',
);

describe('a path', () => {
  test.each([
    ['$', JSON.stringify(event)],
    ['$.detail-type', '"push"'],
    ['$.a/b', '1'],
    ['$.detail.n', '300.0'],
    ['$.detail.big', '12345678901234567890'],
    ['$.detail.no', 'null'],
    ['$.detail.toString', '"own"'],
    ['$.detail.list[1].id', '"y"'],
    ['$.detail.list[1]', '{"id":"y","tags":["t"]}'],
    ['$.detail.list[*].id', '["x","y"]'],
    ['$.detail.list.*.id', '["x","y"]'],
    ['$.detail.list[*].tags[0]', '["t"]'],
    ['$.detail.list[*].none', '[]'],
    ['$.*', JSON.stringify(Object.values(event as object))],
  ])('%s finds %s', (path, found) => {
    expect(isJsonPath(path)).toBe(true);
    expect(JSON.stringify(valueAt(event, path))).toBe(found);
  });

  test.each([
    '$.none',
    '$.detail.none',
    '$.detail.n.x',
    '$.detail.list[3]',
    '$.detail.list.id',
    '$.detail[0]',
    '$.detail-type[0]',
    '$.hasOwnProperty',
  ])('%s finds nothing', (path) => {
    expect(isJsonPath(path)).toBe(true);
    expect(valueAt(event, path)).toBeUndefined();
  });

  test.each([
    '',
    'detail',
    '.detail',
    '$detail',
    '$..detail',
    "$.detail['n']",
    '$.detail["n"]',
    '$.detail[-1]',
    '$.detail[0:1]',
    '$.detail[?(@.n)]',
    '$.a b',
    '$.detail.',
  ])('%j is none that EventBridge takes', (path) => {
    expect(isJsonPath(path)).toBe(false);
  });
});
