import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** What the mails say, and whom they are from. */
export interface MailerSettings {
  /** Your name, as customers know it. */
  readonly vendorName: string;
  /** Your page for customers: the output ConsoleUrl, or where you show it. */
  readonly pageUrl: string;
  /** An address of an identity that is verified in SES. */
  readonly from: string;
  /** Gets the mails for customers without an address. */
  readonly supportAddress: string;
}

/** What the function reads and writes. */
export interface MailerPlaces {
  readonly sentMailsTable: string;
  readonly addressesTable: string;
  /** Gets what the function could not do in three tries. */
  readonly notSent: Queue;
}

/** Adds the function that sends the mails. */
export function addMailer(
  scope: Construct,
  { vendorName, pageUrl, from, supportAddress }: MailerSettings,
  { sentMailsTable, addressesTable, notSent }: MailerPlaces,
): NodejsFunction {
  return new NodejsFunction(scope, 'Mailer', {
    entry: join(import.meta.dirname, 'mailer/index.ts'),
    runtime: Runtime.NODEJS_24_X,
    // Lambda has the AWS SDK.
    bundling: { format: OutputFormat.ESM, externalModules: ['@aws-sdk/*'] },
    // Shorter than a claim of a mail (mailer/sent-mails.ts).
    timeout: Duration.seconds(30),
    memorySize: 256,
    logGroup: new LogGroup(scope, 'MailerLogs', { retention: RetentionDays.ONE_MONTH }),
    retryAttempts: 2,
    // CDK's own destination would grant more than SendMessage.
    onFailure: { bind: () => ({ destination: notSent.queueArn }) },
    environment: {
      SENT_MAILS_TABLE: sentMailsTable,
      ADDRESSES_TABLE: addressesTable,
      FROM_ADDRESS: from,
      VENDOR_NAME: vendorName,
      PAGE_URL: pageUrl,
      SUPPORT_ADDRESS: supportAddress,
    },
  });
}
