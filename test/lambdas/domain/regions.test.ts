import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { nameSource } from '../../../lambdas/domain/mapping.ts';
import { regionName, regions, standardRegions } from '../../../lambdas/domain/regions.ts';

// The SDK's own table, found from the client that comes with it.
const fromClient = createRequire(import.meta.resolve('@aws-sdk/client-eventbridge'));
const { partition } = fromClient('@aws-sdk/core/client');

test.each(regions)('$region is a commercial Region of the SDK, by the name $name', (one) => {
  expect(partition(one.region)).toMatchObject({ name: 'aws', description: one.name });
});

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

test('the Regions that every account has are those launched before 20 March 2019', () => {
  const names = standardRegions.map(({ region }) => region).join(' ');

  expect(names).toBe(
    'ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ' +
      'ca-central-1 eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 ' +
      'us-east-1 us-east-2 us-west-1 us-west-2',
  );
  expect(regions.filter(({ isOptIn }) => isOptIn)).toHaveLength(regions.length - 17);
});
