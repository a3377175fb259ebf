import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { acceptFinding } from '../../accept-finding.ts';

/** Properties of {@link AlarmTopic}. */
export interface AlarmTopicProps {
  /** The Region's key; its policy lets CloudWatch alarms use it. */
  readonly key: IKey;
  /** Each address must confirm its subscription once. */
  readonly emails: readonly string[];
}

/**
 * The topic that the alarms are sent to. It is encrypted and takes TLS only, and only the CloudWatch
 * alarms of this account and Region may publish. Not here: pagers, which subscribe themselves
 * (docs/runbook.md).
 */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { key, emails }: AlarmTopicProps) {
    super(scope, id);
    const { account, stackName } = Stack.of(this);
    this.topic = new Topic(this, 'Topic', {
      displayName: stackName,
      masterKey: key,
      enforceSSL: true,
    });
    const alarms = Stack.of(this).formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': alarms },
        },
      }),
    );
    for (const email of emails) {
      acceptFinding(this.topic.addSubscription(new EmailSubscription(email)), {
        rule: 'SNSRedrivePolicy',
        packs: ['Serverless'],
        reason:
          'The dashboard still shows an alarm that SNS cannot e-mail; nobody would redrive it.',
      });
    }
  }
}
