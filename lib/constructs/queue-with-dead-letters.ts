import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acceptFinding } from '../accept-finding.ts';

/** Properties of {@link QueueWithDeadLetters}. */
export interface QueueWithDeadLettersProps {
  /** How long a message that was received is kept from others: longer than its reader works. */
  readonly visibilitySeconds: number;
  /** Receives after which SQS itself dead-letters a message. */
  readonly maxReceiveCount: number;
  /** How long messages are kept; 4 days by default. */
  readonly retentionDays?: number;
  /** SQS's default if absent. */
  readonly maxMessageBytes?: number;
  readonly key: IKey;
}

/**
 * A standard queue that feeds a function, and its dead-letter queue. The function sends dead letters
 * there itself, with their reason; SQS moves only messages that the function never finished.
 *
 * Both are encrypted and accept only TLS. Dead
 * letters are kept for 14 days (a redriven message keeps its age, so a dead-letter queue must keep messages
 * longer). Not here: alarms.
 */
export class QueueWithDeadLetters extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: QueueWithDeadLettersProps) {
    super(scope, id);
    const { key, visibilitySeconds, maxReceiveCount, retentionDays = 4, maxMessageBytes } = props;
    this.deadLetters = addDeadLetterQueue(this, key);
    this.queue = new Queue(this, 'Queue', {
      retentionPeriod: Duration.days(retentionDays),
      visibilityTimeout: Duration.seconds(visibilitySeconds),
      ...(maxMessageBytes !== undefined && { maxMessageSizeBytes: maxMessageBytes }),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount },
      encryptionMasterKey: key,
      enforceSSL: true,
    });
  }
}

/** Adds a dead-letter queue, which keeps messages for 14 days: SQS's maximum. */
export function addDeadLetterQueue(scope: Construct, key: IKey): Queue {
  const deadLetters = new Queue(scope, 'DeadLetters', {
    retentionPeriod: Duration.days(14),
    encryptionMasterKey: key,
    enforceSSL: true,
  });
  const reason = 'It is a dead-letter queue itself; an alarm brings an operator.';
  acceptFinding(deadLetters, { rule: 'SQS3', packs: ['AwsSolutions'], reason });
  acceptFinding(deadLetters, { rule: 'SQSRedrivePolicy', packs: ['Serverless'], reason });
  return deadLetters;
}
