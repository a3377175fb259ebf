import { describe, expect, test } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { notificationDocuments } from '../../../lambdas/contract/notification-documents.ts';
import { NotificationSchemas } from '../../../lib/constructs/notification-schemas.ts';
import { hasSchemaRegistries } from '../../../lib/constructs/schema-regions.ts';
import {
  aStage,
  aTwoRegionStage,
  anEmptyStack,
  synthesizeStage,
} from '../../support/synthesize.ts';

const registryType = 'AWS::EventSchemas::Registry';
const schemaType = 'AWS::EventSchemas::Schema';

describe('the schemas of the notifications', () => {
  const { stack, stage } = anEmptyStack(aStage());
  const { registryName } = new NotificationSchemas(stack, 'Schemas', { stage });
  const template = Template.fromStack(stack);
  const [registryId = ''] = Object.keys(template.findResources(registryType));

  test('are in one registry, named after the stage', () => {
    template.resourceCountIs(registryType, 1);
    template.hasResourceProperties(registryType, {
      RegistryName: 'EventBridgePartner-test-notifications',
    });
    expect(stack.resolve(registryName)).toEqual({
      'Fn::GetAtt': [registryId, 'RegistryName'],
    });
  });

  test('are one for each detail type, with the source of the stage’s notifications', () => {
    const schemas = Object.values(template.findResources(schemaType)).map(
      ({ Properties }) => Properties,
    );

    expect(schemas).toEqual(
      notificationDocuments('vendor.example.test').map(({ schemaName, document }) => ({
        RegistryName: { 'Fn::GetAtt': [registryId, 'RegistryName'] },
        SchemaName: schemaName,
        Type: 'OpenApi3',
        Description: document.info.description,
        Content: JSON.stringify(document),
      })),
    );
  });

  test('have a name that AWS takes, also with the longest stage', () => {
    const name = 'a'.repeat(20);
    const { stack: long } = anEmptyStack({ ...stage, name });
    const { node } = new NotificationSchemas(long, 'Schemas', { stage: { ...stage, name } });
    const [registry] = Object.values(
      Template.fromStack(Stack.of(node.scope!)).findResources(registryType),
    );

    expect(registry?.['Properties'].RegistryName).toMatch(/^[\w.-]{1,64}$/);
  });
});

test('they are in the home Region alone', () => {
  const registries = [...synthesizeStage(aTwoRegionStage())].map(([region, template]) => [
    region,
    Object.keys(template.findResources(registryType)).length,
    Object.keys(template.findOutputs('NotificationRegistryName')).length,
  ]);

  expect(registries).toEqual([
    ['us-east-1', 1, 1],
    ['eu-west-1', 0, 0],
  ]);
});

test.each([
  ['us-east-1', true],
  ['us-gov-west-1', true],
  ['eusc-de-east-1', false],
  ['il-central-1', false],
])('whether %s has registries: %s', (region, hasThem) => {
  const signIn = { issuer: 'https://login.example.com', clientId: 'page' };
  const stage = aStage({ homeRegion: region, regions: [region], signIn });
  const template = synthesizeStage(stage).get(region)!;

  expect(hasSchemaRegistries(region)).toBe(hasThem);
  template.resourceCountIs(registryType, hasThem ? 1 : 0);
  expect(Object.keys(template.findOutputs('NotificationRegistryName'))).toHaveLength(
    hasThem ? 1 : 0,
  );
});
