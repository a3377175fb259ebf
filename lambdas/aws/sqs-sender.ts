import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { HttpRequest } from '@smithy/core/transport';
import { bodySender, type SendBody } from './body-sender.ts';
import { requestHandler, type KeptConnections } from './connections.ts';

/** Sends entries, JSON, to a queue in one request, and resolves with the body of SQS's answer of success. */
export type SendEntries = (entries: readonly unknown[], signal: AbortSignal) => Promise<string>;

/**
 * Makes requests of an operation on a queue without the client's middlewares. Rejects when SQS does not answer
 * with success; then the client's own way makes it again or says what is wrong.
 *
 * @param client whose endpoint, headers and credentials are used
 */
export function sqsSender(
  client: SQSClient,
  { queueUrl, operation }: SqsOperation,
  connections: KeptConnections = requestHandler,
): SendEntries {
  let sender: Promise<SendBody> | undefined;
  return async (entries, signal) => {
    try {
      sender ??= senderOf(client, { queueUrl, operation }, connections);
      const send = await sender;
      const request = Buffer.from(JSON.stringify({ QueueUrl: queueUrl, Entries: entries }));
      const { status, body } = await send(request, signal);
      if (status === 200) return body;
      throw new Error(`SQS answered ${status}`);
    } catch (error) {
      sender = undefined;
      throw error;
    }
  };
}

/** What is done with the messages of which queue. */
export interface SqsOperation {
  readonly queueUrl: string;
  readonly operation: 'SendMessageBatch' | 'DeleteMessageBatch';
}

/** The request of one operation has the other's headers, but for its target. */
async function senderOf(
  client: SQSClient,
  { queueUrl, operation }: SqsOperation,
  connections: KeptConnections,
): Promise<SendBody> {
  const first = await emptyRequest(client, queueUrl);
  first.headers['x-amz-target'] = `AmazonSQS.${operation}`;
  return await bodySender(first, { config: client.config, connections });
}

/** The request without entries as the SDK makes it, before it is signed. Nothing is sent. */
async function emptyRequest(client: SQSClient, queueUrl: string): Promise<HttpRequest> {
  const command = new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: [] });
  let made: unknown;
  command.middlewareStack.add(
    () =>
      ({ request }) => {
        made = request;
        const output = { $metadata: {}, Successful: [], Failed: [] };
        return Promise.resolve({ output, response: undefined });
      },
    { step: 'build', priority: 'low' },
  );
  await client.send(command);
  if (HttpRequest.isInstance(made)) return made;
  throw new Error('the SDK made no HTTP request of SendMessageBatch');
}
