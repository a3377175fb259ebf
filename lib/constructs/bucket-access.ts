import { ArnFormat, Stack, Token } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { acceptFinding } from '../accept-finding.ts';

/*
 * Buckets are named, not referenced: they belong to the state's stacks, in most cases of other Regions.
 */

/**
 * Lets a function do something with each object or bucket of a pattern.
 *
 * @param reason why it may use every one of them
 */
export function allowOnEach(
  grantee: LambdaFunction,
  action: string,
  pattern: string,
  reason: string,
): void {
  allowOnBucket(grantee, action, pattern);
  const { account } = Stack.of(grantee);
  // cdk-nag writes an account that is not known at synthesis in this way.
  const named = Token.isUnresolved(account)
    ? pattern.replace(account, '<AWS::AccountId>')
    : pattern;
  acceptFinding(grantee.role ?? grantee, {
    rule: `IAM5[Resource::${named}]`,
    packs: ['AwsSolutions'],
    reason,
  });
}

/** Lets a function ask whether there is an object: otherwise S3 answers AccessDenied for one that is not there. */
export function allowListing(grantee: LambdaFunction, bucket: string): void {
  allowOnBucket(grantee, 's3:ListBucket', bucket);
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

/** The ARN of a bucket by its name. */
export function bucketArn(scope: Construct, name: string): string {
  return Stack.of(scope).formatArn({
    service: 's3',
    region: '',
    account: '',
    resource: name,
    arnFormat: ArnFormat.NO_RESOURCE_NAME,
  });
}
