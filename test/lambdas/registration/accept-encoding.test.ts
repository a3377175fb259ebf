import { describe, expect, test } from '@jest/globals';
import { chooseCoding } from '../../../lambdas/registration/accept-encoding.ts';

describe('the coding that a client likes best', () => {
  test.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['x-gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['br;q=0.5, gzip', 'gzip'],
    ['br ; q=0.5 , gzip ; Q=0.501', 'gzip'],
    ['br;q=0.001', 'br'],
    ['br;q=1.000, gzip;q=1', 'br'],
    ['gzip;q=0.5, identity', 'identity'],
    ['gzip, identity', 'gzip'],
    ['identity', 'identity'],
    ['identity;q=0.5, br;q=0', 'identity'],
    ['*', 'br'],
    ['*, br;q=0', 'gzip'],
    ['*;q=0.5, gzip;q=0.6', 'gzip'],
    ['*;q=0, gzip', 'gzip'],
    ['deflate, zstd', 'identity'],
    ['br;q=0, gzip;q=0', 'identity'],
    ['', 'identity'],
    [undefined, 'identity'],
    // What cannot be read names nothing.
    ['br;q=2, gzip;q=0.1234, =, ;;, br gzip', 'identity'],
    ['br;level=5, gzip', 'gzip'],
  ])('for %p: %s', (header, coding) => {
    expect(chooseCoding(header, ['br', 'gzip', 'identity'])).toBe(coding);
  });

  test.each(['identity;q=0', '*;q=0', 'zstd, *;q=0', 'zstd, identity;q=0.000'])(
    'for %p: none',
    (header) => {
      expect(chooseCoding(header, ['br', 'gzip', 'identity'])).toBeUndefined();
    },
  );

  test('of what there is', () => {
    expect(chooseCoding('gzip, br', ['gzip', 'identity'])).toBe('gzip');
    expect(chooseCoding('br', ['gzip', 'identity'])).toBe('identity');
  });
});
