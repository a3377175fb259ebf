import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { historyBucketPrefix, historyTableName, type Stage } from '../stage/stage.ts';

/** Where the history of a stage is, as its functions are told. */
export function historyPlace(scope: Construct, stage: Stage) {
  return {
    historyTableName: historyTableName(stage),
    historyBucketPrefix: historyBucketPrefix(stage, Stack.of(scope).account),
    historyRegions: stage.regions,
  };
}
