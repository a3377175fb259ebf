import { describe, expect, test } from '@jest/globals';
import {
  busActions,
  defaultPattern,
  patternError,
} from '../../../emulator/page/customer-source-texts.ts';

const source = { name: 'aws.partner/vendor.test/acme/repo1/111122223333', expirationTime: null };

describe('what a customer can do', () => {
  test.each([
    ['PENDING', false, ['associate']],
    ['PENDING', true, ['activate', 'delete']],
    ['ACTIVE', true, ['delete']],
    ['DELETED', true, ['delete']],
    ['DELETED', false, []],
  ] as const)('with a %s source, and a bus: %s', (state, hasBus, actions) => {
    expect(busActions({ ...source, state, hasBus })).toEqual(actions);
  });
});

describe('an event pattern', () => {
  test('matches all of the partner unless it is changed', () => {
    const pattern = defaultPattern(source.name);
    expect(JSON.parse(pattern)).toEqual({ source: [{ prefix: 'aws.partner/vendor.test/' }] });
    expect(patternError(pattern)).toBeUndefined();
  });

  test.each(['', '{', '[]', 'null', '"push"'])('is not %j', (text) => {
    expect(patternError(text)).toBeDefined();
  });
});
