import { expect, test } from '@jest/globals';
import { readStacks } from '../../../../../operate/partner-kit/diagram/stacks/read-stacks.ts';

const state = {
  stack: 'State',
  region: 'us-east-1',
  template: {
    Resources: { Table: { Type: 'AWS::DynamoDB::GlobalTable' } },
    Outputs: { TableArn: { Value: { 'Fn::GetAtt': ['Table', 'Arn'] } } },
  },
};

function propertyOf(value: unknown): unknown {
  const template = { Resources: { One: { Type: 'AWS::X::Y', Properties: { value } } } };
  const service = { stack: 'Service', region: 'us-east-1', template };
  const [region] = readStacks([state, service]);
  return region?.resources.find(({ token }) => token === '{Service.One}')?.properties;
}

test.each([
  [{ Ref: 'Queue' }, '{Service.Queue}'],
  [{ Ref: 'AWS::AccountId' }, '{AWS::AccountId}'],
  [{ 'Fn::GetAtt': ['Queue', 'Arn'] }, '{Service.Queue}'],
  [{ 'Fn::Join': ['/', ['a', { Ref: 'Table' }, '*']] }, 'a/{Service.Table}/*'],
  [{ 'Fn::Sub': 'assets-${AWS::AccountId}' }, 'assets-${AWS::AccountId}'],
  [{ 'Fn::ImportValue': 'State:TableArn' }, '{State.Table}'],
  [
    { 'Fn::GetStackOutput': { StackName: 'State', Region: 'us-east-1', OutputName: 'TableArn' } },
    '{State.Table}',
  ],
  [{ 'Fn::ImportValue': 'Elsewhere:Thing' }, '{output Elsewhere.Thing}'],
  [{ 'Fn::Select': [0, [{ Ref: 'Queue' }]] }, 'Fn::Select [0,["{Service.Queue}"]]'],
  [
    [{ Ref: 'Queue' }, 3],
    ['{Service.Queue}', 3],
  ],
  [{ key: { Ref: 'Queue' } }, { key: '{Service.Queue}' }],
  [{ Reference: 'Queue' }, { Reference: 'Queue' }],
  [null, null],
])('%j is read as %j', (value, text) => {
  expect(propertyOf(value)).toEqual({ value: text });
});

test('the stacks of a Region are read together, in the order of Regions', () => {
  const template = { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } };
  const regions = readStacks([
    state,
    { stack: 'Other', region: 'eu-west-1', template },
    { stack: 'Service', region: 'us-east-1', template },
  ]);

  expect(
    regions.map(({ region, resources }) => [region, resources.map(({ token }) => token)]),
  ).toEqual([
    ['us-east-1', ['{State.Table}', '{Service.Queue}']],
    ['eu-west-1', ['{Other.Queue}']],
  ]);
});

test('what is no template is refused', () => {
  expect(() => readStacks([{ stack: 'A', region: 'us-east-1', template: {} }])).toThrow(
    'Resources',
  );
});
