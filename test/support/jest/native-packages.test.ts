import { expect, test } from '@jest/globals';
import * as cdk from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { Construct } from 'constructs';

const requireOfNode = Reflect.get(globalThis, 'requireOfNode') as NodeJS.Require;

test.each([
  ['aws-cdk-lib', 'Stack', cdk.Stack],
  ['aws-cdk-lib/assertions', 'Template', Template],
  ['constructs', 'Construct', Construct],
  ['cdk-nag', 'AwsSolutionsChecks', AwsSolutionsChecks],
])('%s is what Node has of it: %s', (name, exported, imported) => {
  expect(requireOfNode(name)[exported]).toBe(imported);
});
