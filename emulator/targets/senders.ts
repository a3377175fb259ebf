import { parseArn } from '../state/arns.ts';
import type { Target } from '../state/event-bus.ts';
import { Attempts } from './attempts.ts';
import { createLambdaSender } from './lambda-sender.ts';
import type { SendResult } from './send-result.ts';
import { createSqsSender, type QueueMessage } from './sqs-sender.ts';

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

/** How long an attempt may take. An endpoint that stands for Lambda may answer only when the function has run. */
const ATTEMPT_TIMEOUT_MS = 60_000;

/** Senders to these endpoints. */
export function createSenders(
  endpoints: {
    readonly sqsEndpoint: string | undefined;
    readonly lambdaEndpoint: string | undefined;
  },
  timeoutMs = ATTEMPT_TIMEOUT_MS,
): Senders {
  const { sqsEndpoint, lambdaEndpoint } = endpoints;
  const sqs = sqsEndpoint === undefined ? undefined : createSqsSender(sqsEndpoint, timeoutMs);
  const lambda =
    lambdaEndpoint === undefined ? undefined : createLambdaSender(lambdaEndpoint, timeoutMs);
  const hasEndpoint = sqs !== undefined || lambda !== undefined;
  const attempts = new Attempts();
  const attemptFor = ({ arn, messageGroupId }: Target) => {
    const service = parseArn(arn)?.service;
    if (service === 'sqs' && sqs !== undefined) {
      return (body: string) => sqs.send({ queueArn: arn, body, groupId: messageGroupId });
    }
    if (service !== 'lambda' || lambda === undefined) return undefined;
    return (body: string) => lambda.send(arn, body);
  };
  return {
    canSend: (target) => hasEndpoint && attemptFor(target) !== undefined,
    async send(target, body) {
      const attempt = attemptFor(target);
      if (attempt === undefined) throw new Error(`There is no endpoint for ${target.arn}`);
      return await attempts.make(target.arn, () => attempt(body));
    },
    async sendDeadLetter(message) {
      if (sqs === undefined) return undefined;
      return await attempts.make(message.queueArn, () => sqs.send(message));
    },
    close() {
      attempts.clear();
      sqs?.close();
      lambda?.close();
    },
  };
}
