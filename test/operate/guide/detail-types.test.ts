import { expect, test } from '@jest/globals';
import { detailTypeProblems } from '../../../operate/guide/detail-types.ts';

test.each<[string, readonly string[]]>([
  ['push', []],
  ['pull_request.review_requested', []],
  ['HTTP 2024', []],
  ['a'.repeat(128), []],
  ['a'.repeat(129), ['must have 1 to 128 characters, and it has 129']],
  ['', ['must have 1 to 128 characters, and it has 0']],
  ['mail of a.b@c.example', ['must have no personal data, and it has an e-mail address']],
])('the detail type %s', (detailType, problems) => {
  expect(detailTypeProblems(detailType)).toEqual(problems);
});
