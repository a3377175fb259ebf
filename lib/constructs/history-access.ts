import { ArnFormat, Stack, Token } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { acceptFinding } from '../accept-finding.ts';
import { historyBucketPrefix, historyTableName, type Stage } from '../stage/stage.ts';

/*
 * Table and bucket are named, not referenced: they belong to the state's stacks, in most cases of other
 * Regions.
 */

/** Lets a function store contents of events in its own Region's bucket. */
export function allowKeepingBodies(grantee: LambdaFunction, stage: Stage): void {
  allowPutting(grantee, `${bucketArn(grantee, stage, Stack.of(grantee).region)}/bodies/*`);
}

function allowPutting(grantee: LambdaFunction, objects: string): void {
  allowOnBucket(grantee, 's3:PutObject', objects);
  acceptEveryObject(
    grantee,
    objects,
    'Each object has a name of its own; all of them are of the history.',
  );
}

/** Lets the recorder write its own Region's history: chunks, its lease, and how far it has come. */
export function allowRecording(grantee: LambdaFunction, stage: Stage): void {
  allow(
    grantee,
    [
      'dynamodb:BatchWriteItem',
      'dynamodb:DeleteItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
    ],
    tableArn(grantee, stage, Stack.of(grantee).region),
  );
  allowKeepingBodies(grantee, stage);
  allowPutting(grantee, `${bucketArn(grantee, stage, Stack.of(grantee).region)}/rows/*`);
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
    const bucket = bucketArn(grantee, stage, region);
    allow(
      grantee,
      ['dynamodb:GetItem', 'dynamodb:Query', ...writes],
      tableArn(grantee, stage, region),
    );
    for (const objects of [`${bucket}/bodies/*`, `${bucket}/rows/*`]) {
      allowOnBucket(grantee, 's3:GetObject', objects);
      acceptEveryObject(
        grantee,
        objects,
        'Chunks and rows name the objects; all of them are of the history.',
      );
    }
    // Without it S3 answers AccessDenied for an object that is no longer there.
    allowOnBucket(grantee, 's3:ListBucket', bucket);
  }
}

/** Records why a function may use every object of a pattern. */
function acceptEveryObject(grantee: LambdaFunction, objects: string, reason: string): void {
  const { account } = Stack.of(grantee);
  // cdk-nag writes an account that is not known at synthesis in this way.
  const named = Token.isUnresolved(account)
    ? objects.replace(account, '<AWS::AccountId>')
    : objects;
  acceptFinding(grantee.role ?? grantee, {
    rule: `IAM5[Resource::${named}]`,
    packs: ['AwsSolutions'],
    reason,
  });
}

function allow(grantee: LambdaFunction, actions: string[], resource: string): void {
  grantee.addToRolePolicy(new PolicyStatement({ actions, resources: [resource] }));
}

/**
 * S3's ARNs name no account. A bucket that is missing or was deleted, another account may create by its
 * name, and would be given the contents of events.
 */
function allowOnBucket(grantee: LambdaFunction, action: string, resource: string): void {
  const { account } = Stack.of(grantee);
  grantee.addToRolePolicy(
    new PolicyStatement({
      actions: [action],
      resources: [resource],
      conditions: { StringEquals: { 'aws:ResourceAccount': account } },
    }),
  );
}

function tableArn(scope: Construct, stage: Stage, region: string): string {
  return Stack.of(scope).formatArn({
    service: 'dynamodb',
    region,
    resource: 'table',
    resourceName: historyTableName(stage),
  });
}

function bucketArn(scope: Construct, stage: Stage, region: string): string {
  const stack = Stack.of(scope);
  return stack.formatArn({
    service: 's3',
    region: '',
    account: '',
    resource: `${historyBucketPrefix(stage, stack.account)}-${region}`,
    arnFormat: ArnFormat.NO_RESOURCE_NAME,
  });
}
