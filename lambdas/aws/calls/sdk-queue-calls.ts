import { DeleteMessageBatchCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { requestHandler } from '../connections.ts';
import type { DeletingCalls, QueueCalls, SendingCalls } from './queue-calls.ts';

/** What sends messages by a client of the SDK. */
export function sdkSendingCalls(client: SQSClient): SendingCalls {
  return {
    sendMessageBatch: async (input, options) =>
      await client.send(new SendMessageBatchCommand(input), options),
  };
}

/** What deletes messages by a client of the SDK. */
export function sdkDeletingCalls(client: SQSClient): DeletingCalls {
  return {
    deleteMessageBatch: async (input, options) =>
      await client.send(new DeleteMessageBatchCommand(input), options),
  };
}

/** What sends messages to the queues of the function's own Region by a client of the SDK. */
export function openSendingCalls(): SendingCalls {
  return sdkSendingCalls(new SQSClient({ requestHandler }));
}

/** The calls to the queues of the function's own Region by a client of the SDK. */
export function openQueueCalls(): QueueCalls {
  const client = new SQSClient({ requestHandler });
  return { ...sdkSendingCalls(client), ...sdkDeletingCalls(client) };
}
