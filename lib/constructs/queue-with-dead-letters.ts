import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acceptFinding } from '../accept-finding.ts';
import {
  visibilityTimeoutSeconds,
  type QueueFunctionDeployment,
} from '../../lambdas/settings/deployment.ts';

/** Properties of {@link QueueWithDeadLetters}. */
export interface QueueWithDeadLettersProps {
  /** The function that the queue feeds. */
  readonly consumer: QueueFunctionDeployment;
  readonly key: IKey;
}

/**
 * A standard queue that feeds a function, and its dead-letter queue. The function sends dead letters
 * there itself, with their reason; SQS moves only messages that the function never finished.
 *
 * Both are encrypted and accept only TLS. Messages are kept for 4 days, dead letters for 14 (a redriven
 * message keeps its age, so a dead-letter queue must keep messages longer). Not here: alarms.
 */
export class QueueWithDeadLetters extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { consumer, key }: QueueWithDeadLettersProps) {
    super(scope, id);
    this.deadLetters = addDeadLetterQueue(this, key);
    this.queue = new Queue(this, 'Queue', {
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.seconds(visibilityTimeoutSeconds(consumer)),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: consumer.maxReceiveCount },
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
