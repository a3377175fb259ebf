import { validationError } from '../protocol/aws-error.ts';
import { parseArn } from '../state/arns.ts';
import type { Caller } from '../state/world.ts';

/** Refuses a dead-letter queue that is not a standard queue of SQS in the caller's Region. */
export function refuseDeadLetterQueue({ region }: Caller, queueArn: string | undefined): void {
  if (queueArn === undefined) return;
  const arn = parseArn(queueArn);
  if (arn === undefined) {
    throw validationError(
      `Parameter ${queueArn} is not valid. Reason: Provided Arn is not in correct format.`,
    );
  }
  if (arn.service !== 'sqs') {
    throw validationError(`${arn.service} is not supported as a dead letter resource.`);
  }
  if (arn.resource.endsWith('.fifo')) {
    throw validationError('SQS FIFO is not supported by Dead Letter Queues.');
  }
  if (arn.region !== region) {
    throw validationError(`Dead letter queue ${queueArn} must be in the Region ${region}.`);
  }
}
