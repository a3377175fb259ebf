import { describe, expect, test } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { MappingTable } from '../../../lib/constructs/mapping-table.ts';
import { featureFlags } from '../../support/synthesize.ts';

function synthesize(grant: (mappings: MappingTable, role: Role) => void): Template {
  const stack = new Stack(new App({ context: featureFlags() }), 'Stack');
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  grant(new MappingTable(stack, 'Mappings'), role);
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
  const template = synthesize(() => undefined);

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

describe('nobody may do more with the table than it does', () => {
  test('who delivers looks up and updates, and does not see tenants', () => {
    const template = synthesize((mappings, role) => mappings.grantLookUpAndRetire(role));

    expect(mayOnly(template, onTable('Query', 'UpdateItem'))).not.toThrow();
  });

  test('registration reads, writes and removes items, and asks the index', () => {
    const template = synthesize((mappings, role) => mappings.grantRegister(role));
    const items = onTable('DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem');
    const index = { Action: 'dynamodb:Query', Effect: 'Allow', Resource: indexArn };

    expect(mayOnly(template, items, index)).not.toThrow();
  });
});
