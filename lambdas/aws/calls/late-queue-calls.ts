import type { QueueCalls } from './queue-calls.ts';

/** The calls to queues by a client of the SDK, which is loaded with the first one. */
export function lateQueueCalls(): QueueCalls {
  let opening: Promise<QueueCalls> | undefined;
  const sdk = async () =>
    await (opening ??= import('./sdk-queue-calls.ts').then((module) => module.openQueueCalls()));
  return {
    sendMessageBatch: async (input, options) =>
      await (await sdk()).sendMessageBatch(input, options),
    deleteMessageBatch: async (input, options) =>
      await (await sdk()).deleteMessageBatch(input, options),
  };
}
