import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { HistoryStore } from '../../../lib/constructs/history-store.ts';
import { historyBucketPrefix } from '../../../lib/stage/stage.ts';
import { anEmptyStack, aStage } from '../../support/synthesize.ts';
import { bucketName, bucketPlaces } from '../../support/bucket-names.ts';

function synthesize(overrides: object = {}): Template {
  const ofStage = anEmptyStack(aStage(overrides));
  const store = new HistoryStore(ofStage.stack, 'History', ofStage);
  return Template.fromStack(Stack.of(store));
}

function only(template: Template, type: string) {
  const found = Object.values(template.findResources(type));
  expect(found).toHaveLength(1);
  return found[0]!;
}

const template = synthesize();
const keyArn = { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] };

describe('the history table', () => {
  test('is on demand, under the Region’s key, and forgets by itself', () => {
    expect(only(template, 'AWS::DynamoDB::Table')['Properties']).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: keyArn },
    });
  });

  test('keeps nothing that is over or was erased', () => {
    const { Properties: table } = only(template, 'AWS::DynamoDB::Table');

    expect(table).not.toHaveProperty('PointInTimeRecoverySpecification');
    expect(only(template, 'AWS::S3::Bucket')['Properties']).not.toHaveProperty(
      'VersioningConfiguration',
    );
  });
});

describe('the bucket', () => {
  test('is closed to the public, and under the Region’s key with a bucket key', () => {
    expect(only(template, 'AWS::S3::Bucket')['Properties']).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn },
          },
        ],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
  });

  test.each([
    [{}, 7, 31],
    [{ history: { bodyDays: 3, rowDays: 14 } }, 3, 15],
  ])('of a stage with %j deletes contents after %i days, and rows after %i', (...given) => {
    const [overrides, days, rowDays] = given;
    const { Properties: bucket } = only(synthesize(overrides), 'AWS::S3::Bucket');

    expect(bucket.LifecycleConfiguration.Rules).toEqual([
      expect.objectContaining({ Prefix: 'bodies/', Status: 'Enabled', ExpirationInDays: days }),
      expect.objectContaining({ Prefix: 'rows/', Status: 'Enabled', ExpirationInDays: rowDays }),
      expect.objectContaining({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }),
    ]);
  });

  test.each([
    [true, 'RetainExceptOnCreate'],
    [false, 'Delete'],
  ])('stays like the table, in production: %s', (production, policy) => {
    const synthesized = synthesize({ production });

    for (const type of ['AWS::S3::Bucket', 'AWS::DynamoDB::Table']) {
      expect(only(synthesized, type)).toMatchObject({ DeletionPolicy: policy });
    }
  });

  // A new stack imports the bucket by its name, and would fail to create a policy that is there.
  test.each([true, false])('leaves no policy behind, in production: %s', (production) => {
    const policy = only(synthesize({ production }), 'AWS::S3::BucketPolicy');

    expect(policy['DeletionPolicy'] ?? 'Delete').toBe('Delete');
  });

  test('has a name that S3 takes, whatever the stage, the account and the Region', () => {
    fc.assert(
      fc.property(bucketPlaces, ({ name, account, region }) => {
        expect(`${historyBucketPrefix({ name }, account)}-${region}`).toMatch(bucketName);
      }),
    );
  });
});
