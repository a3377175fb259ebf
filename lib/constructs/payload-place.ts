import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { payloadBucketPrefix, type Stage } from '../stage/stage.ts';

/** Where the details of a stage's large events are, as its functions are told. */
export function payloadPlace(scope: Construct, stage: Stage) {
  return { payloadBucketPrefix: payloadBucketPrefix(stage, Stack.of(scope).account) };
}
