import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { linkSecretsKey } from '../../lambdas/aws/payloads/link-secrets.ts';
import { payloadBucketPrefix, type Stage } from '../stage/stage.ts';
import { allowListing, allowOnEach, bucketArn } from './bucket-access.ts';
import { mappingTableArn } from './mapping-access.ts';
import { payloadPrefixes } from './payload-store.ts';

/**
 * Lets a function that delivers look at the details of large events in its own Region's bucket, and store
 * them there if the stage relays them by reference.
 */
export function allowPayloads(grantee: LambdaFunction, stage: Stage): void {
  const { region } = Stack.of(grantee);
  allowReading(grantee, stage, region);
  if (stage.largeEvents.relay === 'no') return;
  allowOnEach(
    grantee,
    's3:PutObject',
    `${payloadBucketArn(grantee, stage, region)}/${payloadPrefixes[1]}*`,
    'Each object has a name that is made of its event; all of them are details of large events.',
  );
}

/**
 * Lets a function read the details of all Regions: an address that it signs works by its own permissions.
 * The Regions are not named one by one, for which a role's policy has no room in a stage of many.
 */
export function allowReadingPayloads(grantee: LambdaFunction, stage: Stage): void {
  const buckets = payloadBucketArn(grantee, stage, '*');
  const reason = 'Links name bucket and object; all of them are of this stage’s large events.';
  allowOnEach(grantee, 's3:GetObject', `${buckets}/*`, reason);
  allowOnEach(grantee, 's3:ListBucket', buckets, reason);
}

/**
 * Lets a function read, in its own Region, what links to details are made with: the one item of the mapping
 * table that is of no generator.
 */
export function allowLinking(grantee: LambdaFunction, stage: Stage): void {
  grantee.addToRolePolicy(
    new PolicyStatement({
      actions: ['dynamodb:GetItem'],
      resources: [mappingTableArn(grantee, stage, Stack.of(grantee).region)],
      conditions: {
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [linkSecretsKey.generator] },
      },
    }),
  );
}

function allowReading(grantee: LambdaFunction, stage: Stage, region: string): void {
  const bucket = payloadBucketArn(grantee, stage, region);
  for (const prefix of payloadPrefixes) {
    const reason = 'Messages and links name the objects; all of them are details of large events.';
    allowOnEach(grantee, 's3:GetObject', `${bucket}/${prefix}*`, reason);
  }
  allowListing(grantee, bucket);
}

function payloadBucketArn(scope: Construct, stage: Stage, region: string): string {
  return bucketArn(scope, `${payloadBucketPrefix(stage, Stack.of(scope).account)}-${region}`);
}
