import { describe, expect, test } from '@jest/globals';
import { findDetailTypes, withChosen } from '../../../web/detail-types/find-detail-types.ts';

const push = { detailType: 'push', description: 'Commits were pushed.' };
const opened = { detailType: 'issues.opened', description: 'An issue was opened.' };

describe('finding detail types', () => {
  test.each([
    ['', [push, opened]],
    ['PUSH', [push]],
    ['issue opened', [opened]],
    ['commits', [push]],
    ['push opened', []],
  ])('%j finds what has every word', (typed, found) => {
    expect(findDetailTypes([push, opened], typed)).toEqual(found);
  });
});

test('a selected type stays visible after it has left the catalogue', () => {
  const all = withChosen([push, opened], ['old', 'push']);
  expect(all.map(({ detailType }) => detailType)).toEqual(['old', 'push', 'issues.opened']);
});
