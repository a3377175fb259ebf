import pLimit, { type LimitFunction } from 'p-limit';
import { parseArn } from '../state/arns.ts';
import type { Target } from '../state/event-bus.ts';
import { createLambdaSender } from './lambda-sender.ts';
import type { SendResult } from './send-result.ts';
import { createSqsSender, type QueueMessage, type SqsSender } from './sqs-sender.ts';

/** What sends events out of the emulator. */
export type Senders = {
  /** Whether there is an endpoint for a target; events for any other target are only recorded. */
  canSend(target: Target): boolean;
  /** Makes one attempt, several at a time, in no guaranteed order, like EventBridge. */
  send(target: Target, body: string): Promise<SendResult>;
  /** Makes one attempt to send a dead letter; undefined without an endpoint for queues. */
  sendDeadLetter(message: QueueMessage): Promise<SendResult | undefined>;
  /** Stops sending; attempts in progress are abandoned. */
  close(): void;
};

const MAX_CONCURRENT_SENDS = 8;

/** Senders to these endpoints. */
export function createSenders(endpoints: {
  readonly sqsEndpoint: string | undefined;
  readonly lambdaEndpoint: string | undefined;
}): Senders {
  const { sqsEndpoint, lambdaEndpoint } = endpoints;
  const sqs = sqsEndpoint === undefined ? undefined : createSqsSender(sqsEndpoint);
  const lambda = lambdaEndpoint === undefined ? undefined : createLambdaSender(lambdaEndpoint);
  const hasEndpoint = sqs !== undefined || lambda !== undefined;
  const limit = pLimit(MAX_CONCURRENT_SENDS);
  const attemptFor = ({ arn, messageGroupId }: Target) => {
    const service = parseArn(arn)?.service;
    if (service === 'sqs' && sqs !== undefined) {
      return (body: string) => sqs.send({ queueArn: arn, body, groupId: messageGroupId });
    }
    if (service === 'lambda' && lambda !== undefined) {
      return (body: string) => lambda.send(arn, body);
    }
    return undefined;
  };
  return {
    canSend: (target) => hasEndpoint && attemptFor(target) !== undefined,
    async send(target, body) {
      const attempt = attemptFor(target);
      if (attempt === undefined) throw new Error(`There is no endpoint for ${target.arn}`);
      return await limit(attempt, body);
    },
    sendDeadLetter: (message) => sendDeadLetter(sqs, limit, message),
    close() {
      limit.clearQueue();
      sqs?.close();
      lambda?.close();
    },
  };
}

async function sendDeadLetter(
  sqs: SqsSender | undefined,
  limit: LimitFunction,
  message: QueueMessage,
): Promise<SendResult | undefined> {
  return sqs === undefined ? undefined : await limit(() => sqs.send(message));
}
