import { Duration, Stack } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectOwnership,
  type LifecycleRule,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { stateRemoval } from '../stage/state-removal.ts';
import type { OfStage } from './of-stage.ts';

/** What makes a bucket of the state differ from the others. */
export interface StateBucketProps extends OfStage {
  /** How its name begins; a hyphen and the Region follow. */
  readonly namePrefix: string;
  /** What is deleted when; of every bucket, uploads that were not completed within a day. */
  readonly lifecycleRules: readonly LifecycleRule[];
}

/**
 * Adds a bucket of the state: for this account alone, with TLS, under the Region's key. In production it
 * outlives the stack. No versions, which would keep what is over or was erased.
 */
export function addStateBucket(
  scope: Construct,
  id: string,
  { stage, key, namePrefix, lifecycleRules }: StateBucketProps,
): Bucket {
  return new Bucket(scope, id, {
    bucketName: `${namePrefix}-${Stack.of(scope).region}`,
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    // One request to the key for many objects, instead of one for each.
    bucketKeyEnabled: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    versioned: false,
    lifecycleRules: [
      ...lifecycleRules,
      { id: 'uploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
    // Not of its policy: CloudFormation imports only what has a name of its own, and creates no policy
    // where one is left, so that a retained bucket could not be taken into a new stack.
    removalPolicy: stateRemoval(stage),
  });
}
