import { Duration } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import {
  visibilityTimeoutSeconds,
  type QueueFunctionDeployment,
} from '../../lambdas/deployment.ts';

/** Properties of {@link QueueWithDeadLetters}. */
export interface QueueWithDeadLettersProps {
  /** The function that the queue feeds. */
  readonly consumer: QueueFunctionDeployment;
}

/**
 * A standard queue that feeds a function, and its dead-letter queue. The function sends dead letters
 * there itself, with their reason; SQS only those messages that the function could never finish.
 *
 * Defaults: messages wait 4 days, dead letters 14 (a redriven message keeps its age, so a dead-letter
 * queue must keep longer). Not here: alarms and encryption by an own key.
 */
export class QueueWithDeadLetters extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { consumer }: QueueWithDeadLettersProps) {
    super(scope, id);
    this.deadLetters = new Queue(this, 'DeadLetters', {
      retentionPeriod: Duration.days(14),
      enforceSSL: true,
    });
    this.queue = new Queue(this, 'Queue', {
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.seconds(visibilityTimeoutSeconds(consumer)),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: consumer.maxReceiveCount },
      enforceSSL: true,
    });
  }
}
