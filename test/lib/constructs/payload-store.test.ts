import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PayloadStore } from '../../../lib/constructs/payload-store.ts';
import { payloadBucketPrefix } from '../../../lib/stage/stage.ts';
import { anEmptyStack, aStage } from '../../support/synthesize.ts';
import { resourcePolicies } from '../policy-matrix.ts';
import { bucketName, bucketPlaces } from '../../support/bucket-names.ts';

function synthesize(overrides: object = {}, region = 'us-east-1'): Template {
  const ofStage = anEmptyStack(aStage(overrides), region);
  const store = new PayloadStore(ofStage.stack, 'Payloads', ofStage);
  return Template.fromStack(Stack.of(store));
}

function bucketOf(template: Template) {
  const found = Object.values(template.findResources('AWS::S3::Bucket'));
  expect(found).toHaveLength(1);
  return found[0]!;
}

const role = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;

describe('the payload bucket', () => {
  test('is closed to the public, and under the Region’s key with a bucket key', () => {
    expect(bucketOf(synthesize())['Properties']).toMatchObject({
      BucketName: 'ebp-payload-test-111122223333-us-east-1',
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
            },
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
    expect(bucketOf(synthesize())['Properties']).not.toHaveProperty('VersioningConfiguration');
  });

  test.each([
    [{}, 8],
    [{ largeEvents: { days: 30 } }, 31],
    [{ largeEvents: { relay: 'no' } }, 8],
  ])('of a stage with %j deletes details after %i days, when no link works', (overrides, days) => {
    const { Properties: bucket } = bucketOf(synthesize(overrides));

    expect(bucket.LifecycleConfiguration.Rules).toEqual([
      expect.objectContaining({ Prefix: 'in/', Status: 'Enabled', ExpirationInDays: days }),
      expect.objectContaining({ Prefix: 'out/', Status: 'Enabled', ExpirationInDays: days }),
      expect.objectContaining({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }),
    ]);
  });

  test.each([
    [true, 'RetainExceptOnCreate'],
    [false, 'Delete'],
  ])('stays like the history, in production: %s', (production, policy) => {
    const template = synthesize({ production });
    const [ofBucket] = Object.values(template.findResources('AWS::S3::BucketPolicy'));

    expect(bucketOf(template)).toMatchObject({ DeletionPolicy: policy });
    // A new stack imports the bucket by its name, and would fail to create a policy that is there.
    expect(ofBucket!['DeletionPolicy'] ?? 'Delete').toBe('Delete');
  });

  test('lets producers store under in/ alone, each account once', () => {
    const template = synthesize({
      producers: [role('111122223333', 'a'), role('444455556666', 'b'), role('444455556666', 'c')],
    });
    const [{ Properties: policy } = { Properties: {} }] = Object.values(
      template.findResources('AWS::S3::BucketPolicy'),
    );
    const [, ofProducers] = policy.PolicyDocument.Statement;

    expect(resourcePolicies(template)['PayloadsBucket']).toEqual([
      'Deny * s3:* if Bool aws:SecureTransport false',
      'Allow arn:aws:iam::111122223333:root arn:aws:iam::444455556666:root s3:PutObject if ArnEquals aws:PrincipalArn arn:aws:iam::111122223333:role/a arn:aws:iam::444455556666:role/b arn:aws:iam::444455556666:role/c',
    ]);
    expect(ofProducers.Resource).toEqual({
      'Fn::Join': [
        '',
        [{ 'Fn::GetAtt': [expect.stringMatching(/^PayloadsBucket/), 'Arn'] }, '/in/*'],
      ],
    });
  });

  test('is for producers of the Region’s own partition', () => {
    const template = synthesize(
      {
        homeRegion: 'us-gov-west-1',
        regions: ['us-gov-west-1'],
        producers: ['arn:aws-us-gov:iam::444455556666:role/b'],
      },
      'us-gov-west-1',
    );

    expect(resourcePolicies(template)['PayloadsBucket']).toContain(
      'Allow arn:aws-us-gov:iam::444455556666:root s3:PutObject if ArnEquals aws:PrincipalArn arn:aws-us-gov:iam::444455556666:role/b',
    );
  });

  test('has a name that S3 takes, whatever the stage, the account and the Region', () => {
    fc.assert(
      fc.property(bucketPlaces, ({ name, account, region }) => {
        expect(`${payloadBucketPrefix({ name }, account)}-${region}`).toMatch(bucketName);
      }),
    );
  });
});
