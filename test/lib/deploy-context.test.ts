import { describe, expect, test } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { ContextError, readDeployContext } from '../../lib/deploy-context.ts';
import { synthesizeFanoutStack } from '../support/synthesize.ts';

const read = (context: Record<string, unknown>) => readDeployContext(new App({ context }).node);

describe('the deploy context', () => {
  test('has a partner name that can be nobody’s, and no Regions, when nothing is given', () => {
    expect(read({})).toEqual({ partnerName: 'vendor.example.test' });
  });

  test('gives the partner name and each Region once', () => {
    const context = { partnerName: 'example.com', regions: 'us-east-1,eu-west-1,us-east-1' };

    expect(read(context)).toEqual({
      partnerName: 'example.com',
      regions: ['us-east-1', 'eu-west-1'],
    });
  });

  test.each([
    ['partnerName', ''],
    ['partnerName', 'a/b'],
    ['partnerName', 'aws.partner'],
    ['partnerName', 'x'.repeat(129)],
    ['partnerName', 3],
    ['regions', ''],
    ['regions', 'us-east-1, eu-west-1'],
    ['regions', 'us-east-1,'],
    ['regions', 'Ireland'],
    ['regions', ['us-east-1']],
  ])('refuses %s %j in one line that names the key', (key, value) => {
    const reading = () => read({ [key]: value });

    expect(reading).toThrow(ContextError);
    expect(reading).toThrow(new RegExp(`^context key ${key} must .*$`));
  });
});

test('the partner name and the Regions reach the reconciler', () => {
  const template = synthesizeFanoutStack({
    partnerName: 'example.com',
    regions: ['us-east-1', 'eu-west-1'],
  });

  const variables = { PARTNER_NAME: 'example.com', REGIONS: 'us-east-1,eu-west-1' };
  const withThem = { Properties: { Environment: { Variables: variables } } };

  expect(Object.keys(template.findResources('AWS::Lambda::Function', withThem))).toHaveLength(1);
});
