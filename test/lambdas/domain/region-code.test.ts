import { expect, test } from '@jest/globals';
import { isRegionCode } from '../../../lambdas/domain/region-code.ts';
import { regions } from '../../../lambdas/domain/regions.ts';

const others = [
  'cn-north-1',
  'cn-northwest-1',
  'us-gov-west-1',
  'eusc-de-east-1',
  'us-iso-east-1',
  'us-isob-east-1',
  'eu-isoe-west-1',
  'us-isof-south-1',
  'xx-southwest-12',
];

test.each([...regions.map(({ region }) => region), ...others])('%s may be a Region', (text) => {
  expect(isRegionCode(text)).toBe(true);
});

test.each([
  '',
  'us-east',
  'us-eats-1',
  'us-nowhere-1',
  'east-1',
  'u-east-1',
  'US-EAST-1',
  'us-east-1a',
  'us-east-1\n',
  ' us-east-1',
  'us--east-1',
  'us-central-',
  'us-centralwest-1',
])('%j is none', (text) => {
  expect(isRegionCode(text)).toBe(false);
});
