import { expect, test } from '@jest/globals';
import { detailTypeProblems } from '../../../../operate/validate/judge/detail-type.ts';

test.each([
  ['push', []],
  ['pull_request.review_requested', []],
  ['HTTP 2024', []],
  ['a'.repeat(129), [/1 to 128 characters, but it has 129/]],
  ['', [/but it has 0/]],
  ['mail of a.b@c.example', [/an e-mail address/]],
  ['of 0b1f8e2c-1111-4222-8333-444455556666', [/a UUID/]],
  ['user 1234567', [/the id of somebody/]],
])('the detail type %s', (detailType, problems) => {
  expect(detailTypeProblems(detailType).slice(0, 1)).toEqual(
    problems.map((one) => expect.stringMatching(one)),
  );
});
