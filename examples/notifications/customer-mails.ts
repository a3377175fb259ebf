import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { AttributeType, Billing, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { addMailer, type MailerSettings } from './add-mailer.ts';
import { mailRules } from './rules.ts';

/** Properties of {@link CustomerMails}. */
export interface CustomerMailsProps extends StackProps, MailerSettings {
  /** The source of the events: the output PartnerName. */
  readonly partnerName: string;
  /** Your table of customers' addresses, in this account and Region. */
  readonly addressesTable: string;
  /** Who learns of mails that could not be sent: the output AlarmTopicArn, for example. */
  readonly alarmTopicArn?: string;
}

/**
 * Mails customers whose source expires, has expired, fails or was deleted. To be deployed in the account and
 * the home Region of a stage, where the reconciler puts its events on the default bus. No rule matches what
 * this stack does, so it cannot invoke itself.
 */
export class CustomerMails extends Stack {
  constructor(scope: Construct, id: string, props: CustomerMailsProps) {
    super(scope, id, props);
    const notSent = new Queue(this, 'NotSent', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const sentMails = new TableV2(this, 'SentMails', {
      partitionKey: { name: 'mail', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      timeToLiveAttribute: 'expiresAt',
    });
    const { addressesTable } = props;
    const sentMailsTable = sentMails.tableName;
    const mailer = addMailer(this, props, { sentMailsTable, addressesTable, notSent });
    notSent.grant(mailer, 'sqs:SendMessage');
    sentMails.grant(mailer, 'dynamodb:GetItem', 'dynamodb:UpdateItem');
    TableV2.fromTableName(this, 'Addresses', addressesTable).grant(mailer, 'dynamodb:GetItem');
    mailer.addToRolePolicy(this.#mayMailFrom(props.from));
    const target = new LambdaFunction(mailer, {
      event: RuleTargetInput.fromObject({
        type: EventField.detailType,
        time: EventField.time,
        detail: EventField.fromPath('$.detail'),
      }),
      deadLetterQueue: notSent,
    });
    for (const [name, eventPattern] of Object.entries(mailRules(props.partnerName))) {
      new Rule(this, name, { eventPattern, targets: [target] });
    }
    this.#addAlarm(notSent, props.alarmTopicArn);
  }

  /** SES checks the identity of the address, or that of its domain: the verified one may be a domain above. */
  #mayMailFrom(from: string): PolicyStatement {
    const labels = from.slice(from.indexOf('@') + 1).split('.');
    const domains = labels.slice(0, -1).map((_, above) => labels.slice(above).join('.'));
    const identities = [from, ...domains];
    return new PolicyStatement({
      actions: ['ses:SendEmail'],
      resources: identities.map((resourceName) =>
        this.formatArn({ service: 'ses', resource: 'identity', resourceName }),
      ),
      conditions: { StringEquals: { 'ses:FromAddress': from } },
    });
  }

  #addAlarm(notSent: Queue, topicArn: string | undefined): void {
    const alarm = new Alarm(this, 'MailsNotSent', {
      alarmDescription: 'Customers do not know that they have to act: mails could not be sent.',
      metric: notSent.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    if (topicArn === undefined) return;
    alarm.addAlarmAction(new SnsAction(Topic.fromTopicArn(this, 'AlarmTopic', topicArn)));
  }
}
