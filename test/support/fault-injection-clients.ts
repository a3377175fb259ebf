import type { AttributeValue, BatchGetItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type {
  DeleteMessageBatchCommand,
  DeleteMessageBatchCommandOutput,
  DeleteMessageBatchRequestEntry,
  SendMessageBatchCommand,
  SendMessageBatchCommandOutput,
  SendMessageBatchRequestEntry,
  SQSClient,
} from '@aws-sdk/client-sqs';

/** A client of SQS that can only send batches, and answers as the test decides. */
export function batchSendingClient(
  send: (
    entries: readonly SendMessageBatchRequestEntry[],
  ) => Promise<Pick<SendMessageBatchCommandOutput, 'Failed'>>,
): SQSClient {
  const client = {
    send: async ({ input }: SendMessageBatchCommand) => await send(input.Entries ?? []),
  };
  return client as unknown as SQSClient;
}

/** A client of SQS that can only delete batches, and answers as the test decides. */
export function batchDeletingClient(
  remove: (
    entries: readonly DeleteMessageBatchRequestEntry[],
  ) => Promise<Pick<DeleteMessageBatchCommandOutput, 'Failed'>>,
): SQSClient {
  const client = {
    send: async ({ input }: DeleteMessageBatchCommand) => await remove(input.Entries ?? []),
  };
  return client as unknown as SQSClient;
}

type Item = Record<string, AttributeValue>;

/** A client of DynamoDB that can only read batches of items, and leaves unprocessed what the test decides. */
export function batchReadingClient(
  read: (keys: readonly Item[]) => Promise<{ items: readonly Item[]; left: readonly Item[] }>,
): DynamoDBClient {
  const client = {
    async send({ input }: BatchGetItemCommand) {
      const [[table, request] = ['', undefined]] = Object.entries(input.RequestItems ?? {});
      const { items, left } = await read(request?.Keys ?? []);
      return {
        Responses: { [table]: items },
        ...(left.length > 0 && { UnprocessedKeys: { [table]: { Keys: left } } }),
      };
    },
  };
  return client as unknown as DynamoDBClient;
}

/** A client of DynamoDB that knows one item, if `read` finds it. */
export function itemReadingClient(read: () => Promise<{ readonly Item?: Item }>): DynamoDBClient {
  return { send: read } as unknown as DynamoDBClient;
}
