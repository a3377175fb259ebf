import type { Log, MessageQueue } from '../ports/delivery.ts';

/** An SQS queue whose client is loaded with the first message: most requests of the API send none. */
export function lateQueue(queueUrl: string, log: Log): MessageQueue {
  return {
    async send(messages, time) {
      const { openQueue } = await import('./open-queue.ts');
      return await openQueue(queueUrl, log).send(messages, time);
    },
  };
}
