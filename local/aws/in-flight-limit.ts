import type { buildApp } from 'fauxqs';
import * as v from 'valibot';

import type { Stores } from './fauxqs-internals.ts';

/** About how many messages of a standard queue may be in flight: received and not yet deleted. */
export const maxInFlightMessages = 120_000;

const Receive = v.looseObject({
  QueueUrl: v.string(),
  MaxNumberOfMessages: v.optional(v.number(), 1),
  WaitTimeSeconds: v.optional(v.number()),
});

const overLimit = {
  __type: 'com.amazonaws.sqs#OverLimit',
  message: 'The maximum number of in flight messages is reached.',
};

/**
 * Returns no more messages of a standard queue while `maxInFlight` of them are in flight: a long poll gets
 * nothing, a short one OverLimit ("Amazon SQS standard queue quotas").
 */
export function holdInFlightLimit(
  app: ReturnType<typeof buildApp>,
  { sqsStore }: Pick<Stores, 'sqsStore'>,
  maxInFlight: number,
): void {
  app.addHook('preHandler', async (request, reply) => {
    if (request.headers['x-amz-target'] !== 'AmazonSQS.ReceiveMessage') return;
    const asked = v.safeParse(Receive, request.body);
    const queue = asked.success ? sqsStore.getQueue(asked.output.QueueUrl) : undefined;
    if (!asked.success || queue === undefined || queue.isFifo()) return;
    queue.processTimers();
    const room = maxInFlight - queue.inflightMessages.size;
    const { MaxNumberOfMessages: wanted, WaitTimeSeconds } = asked.output;
    if (room > 0) {
      request.body = { ...asked.output, MaxNumberOfMessages: Math.min(wanted, room) };
      return;
    }
    const ofQueue = Number(queue.getAttribute('ReceiveMessageWaitTimeSeconds') ?? 0);
    const waitSeconds = WaitTimeSeconds ?? ofQueue;
    reply.header('content-type', 'application/x-amz-json-1.0');
    if (waitSeconds === 0) {
      await reply.status(400).header('x-amzn-query-error', 'OverLimit;Sender').send(overLimit);
      return;
    }
    await queue.waitForMessages(waitSeconds);
    await reply.send({});
  });
}
