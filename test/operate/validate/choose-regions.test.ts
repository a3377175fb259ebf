import { expect, test } from '@jest/globals';
import { chooseRegions, regionsToCleanUp } from '../../../operate/validate/choose-regions.ts';
import { InputError } from '../../../terminal/input-error.ts';

const customerRegions = ['ap-south-1', 'eu-west-1', 'us-east-1'];

test.each([
  [undefined, ['us-east-1', 'eu-west-1'], ['us-east-1', 'eu-west-1']],
  // The home Region is not one that customers may choose.
  [undefined, ['eu-central-1'], ['ap-south-1', 'eu-west-1']],
  [undefined, ['us-east-1', 'us-east-1'], ['us-east-1', 'ap-south-1']],
  ['eu-west-1', ['us-east-1'], ['eu-west-1']],
  ['us-east-1, ap-south-1', [], ['us-east-1', 'ap-south-1']],
])('%s with %j first', (given, preferred, regions) => {
  expect(chooseRegions(given, { customerRegions, preferred })).toEqual(regions);
});

test.each([
  ['mars-1', 'customers may not choose "mars-1" (ap-south-1, eu-west-1, us-east-1)'],
  ['us-east-1,', '--regions us-east-1,: must be Regions with commas between them'],
  ['', 'must be Regions with commas between them'],
  ['us-east-1,us-east-1', 'us-east-1 is there twice'],
])('--regions %s is refused in one line', (given, message) => {
  const choose = () => chooseRegions(given, { customerRegions, preferred: [] });

  expect(choose).toThrow(InputError);
  expect(choose).toThrow(message);
});

test('a clean-up is of all Regions unless some are given', () => {
  const choosable = { customerRegions, preferred: ['us-east-1'] };
  expect(regionsToCleanUp(undefined, choosable)).toEqual(customerRegions);
  expect(regionsToCleanUp('eu-west-1', choosable)).toEqual(['eu-west-1']);
});
