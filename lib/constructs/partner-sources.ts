import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { acceptFinding } from '../accept-finding.ts';

/**
 * Allows a function operations on the vendor's own partner event sources, and no other partner's, in
 * every Region, since a mapping may be in any.
 */
export function allowOnPartnerSources(
  grantee: LambdaFunction,
  partnerName: string,
  actions: string[],
): void {
  const sources = Stack.of(grantee).formatArn({
    service: 'events',
    region: '*',
    // A source's account field is empty.
    account: '',
    resource: 'event-source',
    resourceName: `aws.partner/${partnerName}/*`,
  });
  grantee.addToRolePolicy(new PolicyStatement({ actions, resources: [sources] }));
  acceptFinding(grantee.role ?? grantee, {
    rule: `IAM5[Resource::${sources}]`,
    packs: ['AwsSolutions'],
    reason:
      'Customers register sources in any Region; the partner’s name limits the permission to them.',
  });
}

/** An operation that takes no resource (AWS service authorization reference). */
type WithoutResource = 'events:PutPartnerEvents' | 'events:ListPartnerEventSources';

/** Allows a function an operation that takes no resource, and so can be allowed only on all. */
export function allowWithoutResource(grantee: LambdaFunction, action: WithoutResource): void {
  grantee.addToRolePolicy(new PolicyStatement({ actions: [action], resources: ['*'] }));
  acceptFinding(grantee.role ?? grantee, {
    rule: 'IAM5[Resource::*]',
    packs: ['AwsSolutions'],
    reason: `${action} takes no resource; no other action is allowed on all resources.`,
  });
}
