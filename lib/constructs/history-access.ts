import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { historyBucketPrefix, historyTableName, type Stage } from '../stage/stage.ts';
import { allowListing, allowOnEach, bucketArn } from './bucket-access.ts';

/*
 * Table and bucket are named, not referenced: they belong to the state's stacks, in most cases of other
 * Regions.
 */

/** Lets a function store contents of events in its own Region's bucket. */
export function allowKeepingBodies(grantee: LambdaFunction, stage: Stage): void {
  allowPutting(grantee, `${historyBucketArn(grantee, stage, Stack.of(grantee).region)}/bodies/*`);
}

function allowPutting(grantee: LambdaFunction, objects: string): void {
  const reason = 'Each object has a name of its own; all of them are of the history.';
  allowOnEach(grantee, 's3:PutObject', objects, reason);
}

/** Lets the recorder write its own Region's history: chunks, its lease, and how far it has come. */
export function allowRecording(grantee: LambdaFunction, stage: Stage): void {
  const { region } = Stack.of(grantee);
  allow(
    grantee,
    [
      'dynamodb:BatchWriteItem',
      'dynamodb:DeleteItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
    ],
    tableArn(grantee, stage, region),
  );
  allowKeepingBodies(grantee, stage);
  allowPutting(grantee, `${historyBucketArn(grantee, stage, region)}/rows/*`);
}

/**
 * Lets a function read the history of all Regions.
 *
 * @param writes further actions on the tables
 */
export function allowReadingHistory(
  grantee: LambdaFunction,
  stage: Stage,
  ...writes: readonly 'dynamodb:PutItem'[]
): void {
  for (const region of stage.regions) {
    const bucket = historyBucketArn(grantee, stage, region);
    allow(
      grantee,
      ['dynamodb:GetItem', 'dynamodb:Query', ...writes],
      tableArn(grantee, stage, region),
    );
    for (const objects of [`${bucket}/bodies/*`, `${bucket}/rows/*`]) {
      const reason = 'Chunks and rows name the objects; all of them are of the history.';
      allowOnEach(grantee, 's3:GetObject', objects, reason);
    }
    allowListing(grantee, bucket);
  }
}

function allow(grantee: LambdaFunction, actions: string[], resource: string): void {
  grantee.addToRolePolicy(new PolicyStatement({ actions, resources: [resource] }));
}

function tableArn(scope: Construct, stage: Stage, region: string): string {
  return Stack.of(scope).formatArn({
    service: 'dynamodb',
    region,
    resource: 'table',
    resourceName: historyTableName(stage),
  });
}

function historyBucketArn(scope: Construct, stage: Stage, region: string): string {
  return bucketArn(scope, `${historyBucketPrefix(stage, Stack.of(scope).account)}-${region}`);
}
