import { describe, expect, test } from '@jest/globals';
import type { Stack } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import type { Stage } from '../../lib/stage/stage.ts';
import { addStageStacks } from '../../lib/stage-stacks.ts';
import { aQuickApp, aStage, synthesizeWhole } from '../support/synthesize.ts';

const oneRegion = ['us-east-1'];
const threeRegions = ['us-east-1', 'eu-west-1', 'ap-southeast-2'];
const signIn = { issuer: 'https://login.example.com', clientId: 'page' };

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: readonly string[];
}

const resourcesOf = (template: Template): readonly Resource[] =>
  Object.values(template.toJSON()['Resources']);

/** The stacks of a stage, not synthesized. */
function stacksOf(stage: Stage): readonly Stack[] {
  const { states, services } = addStageStacks(aQuickApp(), stage);
  return [...states, ...services];
}

interface OfStack {
  readonly kind: 'state' | 'services';
  readonly region: string;
  readonly template: Template;
}

const synthesized = new Map<string, readonly OfStack[]>();

/** Every template of a stage, by the kind of its stack and its Region; each stage synthesized once. */
function templatesOf(stage: Stage): readonly OfStack[] {
  const already = synthesized.get(JSON.stringify(stage));
  if (already !== undefined) return already;
  const { services, states } = synthesizeWhole(stage);
  const templates: readonly OfStack[] = [
    ...[...states].map(([region, template]) => ({ kind: 'state' as const, region, template })),
    ...[...services].map(([region, template]) => ({ kind: 'services' as const, region, template })),
  ];
  synthesized.set(JSON.stringify(stage), templates);
  return templates;
}

const state = (region: string) => `EventBridgePartnerState-test-${region}`;

/** What of a Region's state other stacks use. */
const usedElsewhere = (region: string) =>
  region === 'us-east-1' ? ['Key', 'MappingsTable'] : ['Key'];

/** What must outlive a deployment. */
const stateTypes: ReadonlySet<string> = new Set([
  'AWS::KMS::Key',
  'AWS::KMS::Alias',
  'AWS::DynamoDB::Table',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::DynamoDB::GlobalTable',
  'AWS::Cognito::UserPool',
]);

describe.each([
  ['one Region', oneRegion],
  ['three Regions', threeRegions],
])('a stage of %s', (_, regions) => {
  test('has its state in stacks of its own, and nothing else there', () => {
    const inEachRegion = [
      'AWS::KMS::Key',
      'AWS::KMS::Alias',
      'AWS::DynamoDB::Table',
      // Of the history, and of large events.
      'AWS::S3::Bucket',
      'AWS::S3::Bucket',
      'AWS::S3::BucketPolicy',
      'AWS::S3::BucketPolicy',
    ];
    const atHome = ['AWS::DynamoDB::GlobalTable', 'AWS::Cognito::UserPool'];

    for (const { kind, region, template } of templatesOf(aStage({ regions }))) {
      const types = resourcesOf(template).map(({ Type }) => Type);
      const ofState = [...inEachRegion, ...(region === 'us-east-1' ? atHome : [])];

      expect(types.filter((type) => stateTypes.has(type)).toSorted()).toEqual(
        kind === 'state' ? ofState.toSorted() : [],
      );
      expect(types.some((type) => !stateTypes.has(type) && type !== 'AWS::CDK::Metadata')).toBe(
        kind === 'services',
      );
    }
  });

  test('has no user pool where a provider is named', () => {
    const templates = templatesOf(aStage({ regions, signIn }));
    const types = templates.flatMap(({ template }) =>
      resourcesOf(template).map(({ Type }) => Type),
    );

    expect(types).toContain('AWS::KMS::Key');
    expect(types.filter((type) => type.startsWith('AWS::Cognito::'))).toEqual([]);
  });

  test.each([true, false])('has no termination protection, in production: %s', (production) => {
    const stacks = stacksOf(aStage({ regions, production }));

    expect(stacks).toHaveLength(2 * regions.length);
    // The CDK CLI would switch it on before the first deployment has begun, and could then not delete
    // what is left of one that failed.
    expect(stacks.filter(({ terminationProtection }) => terminationProtection)).toEqual([]);
  });

  test.each([true, false])(
    'protects nothing against a rollback, in production: %s',
    (production) => {
      const protections = templatesOf(aStage({ regions, production })).filter(({ template }) =>
        /"Deletion(?:Protection|ProtectionEnabled)":(?!false)/.test(
          JSON.stringify(template.toJSON()),
        ),
      );

      expect(protections).toEqual([]);
    },
  );

  test('keeps in production its key, tables, bucket, users and logs, and not when their creation fails', () => {
    const kept = templatesOf(aStage({ regions, production: true })).flatMap(({ template }) =>
      resourcesOf(template).filter(({ DeletionPolicy: policy = 'Delete' }) => policy !== 'Delete'),
    );

    expect(new Set(kept.map(({ Type }) => Type))).toEqual(
      new Set([
        'AWS::KMS::Key',
        'AWS::DynamoDB::Table',
        'AWS::S3::Bucket',
        'AWS::DynamoDB::GlobalTable',
        'AWS::Cognito::UserPool',
        'AWS::Logs::LogGroup',
      ]),
    );
    for (const { DeletionPolicy: onDeletion, UpdateReplacePolicy: onReplacement } of kept) {
      expect([onDeletion, onReplacement]).toEqual(['RetainExceptOnCreate', 'Retain']);
    }
  });

  test('keeps nothing elsewhere, so that it can be destroyed and deployed again', () => {
    const kept = templatesOf(aStage({ regions })).flatMap(({ template }) =>
      resourcesOf(template).filter(
        ({ DeletionPolicy: onDeletion, UpdateReplacePolicy: onReplacement }) =>
          [onDeletion ?? 'Delete', onReplacement ?? 'Delete'].some((policy) => policy !== 'Delete'),
      ),
    );

    expect(kept).toEqual([]);
  });

  test('leaves nothing behind under a fixed name but the tables and the buckets', () => {
    const names = templatesOf(aStage({ regions, production: true })).flatMap(({ template }) =>
      resourcesOf(template)
        .filter(({ DeletionPolicy: policy = 'Delete' }) => policy !== 'Delete')
        .flatMap(({ Type: type, Properties: properties = {} }) =>
          Object.entries(properties)
            .filter(([key]) => key.endsWith('Name'))
            .filter(([, name]) => !JSON.stringify(name).includes('AWS::StackId'))
            .map(([key]) => `${type} ${key}`),
        ),
    );

    expect(new Set(names)).toEqual(
      new Set([
        'AWS::DynamoDB::GlobalTable TableName',
        'AWS::DynamoDB::Table TableName',
        'AWS::S3::Bucket BucketName',
      ]),
    );
  });

  test('has a static table name and a policy under which CloudFormation imports it again', () => {
    const { template } = templatesOf(aStage({ regions, production: true })).find(
      ({ kind, region }) => kind === 'state' && region === 'us-east-1',
    )!;
    const [table] = Object.values(template.findResources('AWS::DynamoDB::GlobalTable'));

    // What import-resources-automatically of the CloudFormation user guide asks for.
    expect(table).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: { TableName: 'EventBridgePartner-test-mappings' },
    });
  });

  test('has a history and a payload bucket that CloudFormation imports again in the same way, in each Region', () => {
    for (const { kind, region, template } of templatesOf(aStage({ regions, production: true }))) {
      if (kind === 'services') continue;
      const [table] = Object.values(template.findResources('AWS::DynamoDB::Table'));
      const [bucket, payloads] = Object.values(template.findResources('AWS::S3::Bucket'));

      expect([table, bucket, payloads]).toMatchObject([
        {
          DeletionPolicy: 'RetainExceptOnCreate',
          Properties: { TableName: 'EventBridgePartner-test-history' },
        },
        {
          DeletionPolicy: 'RetainExceptOnCreate',
          Properties: { BucketName: `ebp-history-test-111122223333-${region}` },
        },
        {
          DeletionPolicy: 'RetainExceptOnCreate',
          Properties: { BucketName: `ebp-payload-test-111122223333-${region}` },
        },
      ]);
    }
  });

  test('makes its table last of the state', () => {
    const { template } = templatesOf(aStage({ regions })).find(
      ({ kind, region }) => kind === 'state' && region === 'us-east-1',
    )!;
    const others = Object.entries(template.toJSON()['Resources'] as Record<string, Resource>)
      .filter(
        ([, { Type }]) => !['AWS::CDK::Metadata', 'AWS::DynamoDB::GlobalTable'].includes(Type),
      )
      .map(([id]) => id);
    const [table] = Object.values(template.findResources('AWS::DynamoDB::GlobalTable'));

    expect(others).toHaveLength(8);
    expect(table?.['DependsOn'].toSorted()).toEqual(others.toSorted());
  });

  test('deploys state first, the home Region’s after the others, and services after both', () => {
    const after = Object.fromEntries(
      stacksOf(aStage({ regions })).map(({ stackName, dependencies }) => [
        stackName,
        dependencies.map((stack) => stack.stackName).toSorted(),
      ]),
    );
    const others = regions.filter((region) => region !== 'us-east-1');

    expect(after).toEqual(
      Object.fromEntries([
        [state('us-east-1'), others.map(state).toSorted()],
        ...others.map((region) => [state(region), []]),
        ...regions.map((region) => [
          `EventBridgePartner-test-${region}`,
          [...new Set([state(region), state('us-east-1')])].toSorted(),
        ]),
      ]),
    );
  });

  test('lets CloudFormation refuse to delete state that services use', () => {
    const exported = templatesOf(aStage({ regions })).map(({ kind, region, template }) => {
      const outputs = Object.values(template.findOutputs('*')).flatMap(
        ({ Export }) => Export ?? [],
      );
      const ids = outputs.map(
        ({ Name: name }): string =>
          /(?:FnGetAtt|Ref)([A-Za-z]+?)[0-9A-F]{8}/.exec(name)?.[1] ?? name,
      );
      return [kind, region, [...new Set(ids)].toSorted()];
    });

    expect(exported).toEqual([
      ...regions.map((region) => ['state', region, usedElsewhere(region)]),
      ...regions.map((region) => ['services', region, []]),
    ]);
  });

  test('puts out everywhere whose stack it is, and the user pool with the state', () => {
    for (const { kind, region, template } of templatesOf(aStage({ regions }))) {
      expect(template.toJSON()['Outputs']).toMatchObject({
        StageName: { Value: 'test' },
        PartnerName: { Value: 'vendor.example.test' },
        HomeRegion: { Value: 'us-east-1' },
      });
      expect('UserPoolId' in template.findOutputs('*')).toBe(
        kind === 'state' && region === 'us-east-1',
      );
    }
  });
});
