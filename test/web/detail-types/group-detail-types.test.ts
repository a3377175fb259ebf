import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  foundGroups,
  groupDetailTypes,
  others,
  withGroup,
} from '../../../web/detail-types/group-detail-types.ts';

function offered(...detailTypes: readonly string[]) {
  return detailTypes.map((detailType) => ({ detailType, description: '' }));
}

function grouped(...detailTypes: readonly string[]) {
  return groupDetailTypes(offered(...detailTypes)).map((group) => [
    group.name,
    group.detailTypes.map(({ detailType }) => detailType),
  ]);
}

describe('detail types', () => {
  test('are grouped by what is before the first point', () => {
    expect(grouped('issues.opened', 'pull.closed', 'issues.a.b', 'pull.opened')).toEqual([
      ['issues', ['issues.opened', 'issues.a.b']],
      ['pull', ['pull.closed', 'pull.opened']],
    ]);
  });

  test('without a point are grouped by a colon or a slash, and with what is their prefix', () => {
    expect(grouped('order:paid', 'order/sent', 'order', 'mail/a.b', 'mail/a.c')).toEqual([
      ['order', ['order:paid', 'order/sent', 'order']],
      ['mail/a', ['mail/a.b', 'mail/a.c']],
    ]);
  });

  test('that are alone come together at the end', () => {
    expect(grouped('push', 'issues.opened', 'fork.made', 'issues.closed', '.x')).toEqual([
      ['issues', ['issues.opened', 'issues.closed']],
      [others, ['push', 'fork.made', '.x']],
    ]);
  });

  test('that are found stay in their groups', () => {
    const all = offered('a.1', 'a.2', 'b.1', 'b.2', 'c');
    const [, second, , , last] = all;
    expect(foundGroups(all, [second!, last!])).toEqual([
      { name: 'a', detailTypes: [second] },
      { name: others, detailTypes: [last] },
    ]);
  });

  test('are each in one group', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[ab.:/]{1,5}$/));
    fc.assert(
      fc.property(names, (all) => {
        const members = grouped(...all).flatMap(([, detailTypes]) => detailTypes);
        expect(members.toSorted()).toEqual(all.toSorted());
      }),
    );
  });
});

test('a click on a group chooses all of it, and another one none of it', () => {
  const group = { name: 'a', detailTypes: offered('a.1', 'a.2') };
  expect(withGroup(['b', 'a.2'], group)).toEqual(['b', 'a.2', 'a.1']);
  expect(withGroup(['b', 'a.2', 'a.1'], group)).toEqual(['b']);
});
