import { describe, expect, test } from '@jest/globals';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { MappingTable } from '../../../lib/constructs/mapping-table.ts';
import type { Stage } from '../../../lib/stage/stage.ts';
import { anEmptyStack, aStage } from '../../support/synthesize.ts';

function synthesize(
  grant: (mappings: MappingTable, role: Role) => void = () => undefined,
  stage: Stage = aStage(),
): Template {
  const { stack, key } = anEmptyStack(stage);
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  grant(new MappingTable(stack, 'Mappings', { stage, key }), role);
  return Template.fromStack(stack);
}

const tableArn = { 'Fn::GetAtt': [Match.stringLikeRegexp('^MappingsTable'), 'Arn'] };
const indexArn = { 'Fn::Join': ['', [tableArn, '/index/byTenant']] };
const onTable = (...actions: readonly string[]) => ({
  Action: actions.map((action) => `dynamodb:${action}`),
  Effect: 'Allow',
  Resource: tableArn,
});

/** Fails, with what there is instead, unless the role may do this and nothing else. */
function mayOnly(template: Template, ...statements: readonly object[]): () => void {
  return () =>
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: statements },
    });
}

test('the table can be asked for the mappings of a tenant, with all that is known of them', () => {
  const template = synthesize();

  expect(() =>
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byTenant',
          KeySchema: [
            { AttributeName: 'tenant', KeyType: 'HASH' },
            { AttributeName: 'sourceArn', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    }),
  ).not.toThrow();
});

const replica = (region: string) => ({
  Region: region,
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
});

const aliasIn = (region: string) => ({
  KMSMasterKeyId: `arn:aws:kms:${region}:111122223333:alias/EventBridgePartner-test`,
});

/** The one table of the template. */
function tableOf(template: Template) {
  const [table, ...others] = Object.values(template.findResources('AWS::DynamoDB::GlobalTable'));

  expect(others).toEqual([]);

  return table!;
}

describe('the table', () => {
  test('has the key of the adapter and a name that other Regions know', () => {
    expect(tableOf(synthesize())).toMatchObject({
      Properties: {
        TableName: 'EventBridgePartner-test-mappings',
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'generator', KeyType: 'HASH' },
          { AttributeName: 'sourceArn', KeyType: 'RANGE' },
        ],
      },
    });
  });

  test('of one Region has no copy elsewhere, and is restorable', () => {
    const { Replicas: replicas } = tableOf(synthesize())['Properties'];

    expect(replicas).toEqual([expect.objectContaining(replica('us-east-1'))]);
  });

  test('has a replica in each other Region, under the key of that Region by its alias', () => {
    const regions = ['us-east-1', 'eu-west-1', 'ap-southeast-2'];
    const { Replicas: replicas } = tableOf(synthesize(undefined, aStage({ regions })))[
      'Properties'
    ];
    expect(replicas).toHaveLength(3);
    expect(replicas).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          ...replica('us-east-1'),
          SSESpecification: {
            KMSMasterKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
          },
        }),
        expect.objectContaining({
          ...replica('eu-west-1'),
          SSESpecification: aliasIn('eu-west-1'),
        }),
        expect.objectContaining({
          ...replica('ap-southeast-2'),
          SSESpecification: aliasIn('ap-southeast-2'),
        }),
      ]),
    );
  });
});

describe('nobody may do more with the table than it does', () => {
  test('the reconciler goes through the items, and removes none', () => {
    const template = synthesize((mappings, role) => mappings.grantReconcile(role));
    const items = onTable('BatchGetItem', 'GetItem', 'PutItem', 'Query', 'Scan', 'UpdateItem');

    expect(mayOnly(template, items)).not.toThrow();
  });

  test('registration reads, writes and removes items, and asks the index', () => {
    const template = synthesize((mappings, role) => mappings.grantRegister(role));
    const items = onTable('DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem');
    const index = { Action: 'dynamodb:Query', Effect: 'Allow', Resource: indexArn };

    expect(mayOnly(template, items, index)).not.toThrow();
  });
});
