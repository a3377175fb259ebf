import { expect, test } from '@jest/globals';
import { nameSource } from '../../../lambdas/domain/mapping.ts';
import { regionName, regions } from '../../../lambdas/domain/regions.ts';

test('every Region is one in which a source can be registered, listed once', () => {
  for (const { region, name } of regions) {
    const registration = { generator: 'acct1/repo1', account: '111122223333', region };
    expect(nameSource('vendor.test', registration)).toHaveProperty('name');
    expect(name).toMatch(/^[A-Z].* \(.+\)$/);
  }
  expect(new Set(regions.map(({ region }) => region)).size).toBe(regions.length);
});

test('a Region has its name, and one that is in no list its own', () => {
  expect(regionName('eu-west-1')).toBe('Europe (Ireland)');
  expect(regionName('cn-north-1')).toBe('cn-north-1');
});
