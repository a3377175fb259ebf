import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/**
 * Allows operations on the vendor's own partner event sources: in every Region, since a mapping may
 * be of any, and on no other partner's.
 */
export function allowOnPartnerSources(
  scope: Construct,
  partnerName: string,
  actions: string[],
): PolicyStatement {
  const sources = Stack.of(scope).formatArn({
    service: 'events',
    region: '*',
    // A source's account field is empty.
    account: '',
    resource: 'event-source',
    resourceName: `aws.partner/${partnerName}/*`,
  });
  return new PolicyStatement({ actions, resources: [sources] });
}
