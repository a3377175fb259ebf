import { expect, test } from '@jest/globals';
import { partitionOf } from '../../../lambdas/domain/partition.ts';

test.each([
  ['us-east-1', 'aws', 'amazonaws.com'],
  ['eu-west-1', 'aws', 'amazonaws.com'],
  ['me-west-1', 'aws', 'amazonaws.com'],
  ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com'],
  ['us-gov-east-1', 'aws-us-gov', 'amazonaws.com'],
  ['eusc-de-east-1', 'aws-eusc', 'amazonaws.eu'],
  ['cn-north-1', 'aws-cn', 'amazonaws.com.cn'],
  ['us-iso-east-1', 'aws-iso', 'c2s.ic.gov'],
  ['us-isob-east-1', 'aws-iso-b', 'sc2s.sgov.gov'],
  ['eu-isoe-west-1', 'aws-iso-e', 'cloud.adc-e.uk'],
  ['us-isof-south-1', 'aws-iso-f', 'csp.hci.ic.gov'],
])('%s is in %s, whose addresses end in %s', (region, id, urlSuffix) => {
  expect(partitionOf(region)).toMatchObject({ id, urlSuffix });
});
