import { addressIn, ownRegion } from './calls/own-place.ts';
import { ownSender } from './calls/own-sender.ts';
import { requestHandler, type KeptConnections } from './connections.ts';
import type { SendBody } from './signed-sender.ts';

/** Sends entries, JSON, to a queue in one request, and resolves with the body of SQS's answer of success. */
export type SendEntries = (entries: readonly unknown[], signal: AbortSignal) => Promise<string>;

/**
 * Makes requests of an operation on a queue without the SDK's client. Rejects when SQS does not answer with
 * success; then the client's own way makes it again or says what is wrong.
 */
export function sqsSender(
  { queueUrl, operation }: SqsOperation,
  connections: KeptConnections = requestHandler,
): SendEntries {
  let sender: SendBody | undefined;
  return async (entries, signal) => {
    sender ??= ownSender(
      { service: 'sqs', operation, region: ownRegion(), address: addressIn(queueUrl) },
      connections,
    );
    const request = Buffer.from(JSON.stringify({ QueueUrl: queueUrl, Entries: entries }));
    const { status, body } = await sender(request, signal);
    if (status === 200) return body;
    throw new Error(`SQS answered ${status}`);
  };
}

/** What is done with the messages of which queue. */
export interface SqsOperation {
  readonly queueUrl: string;
  readonly operation: 'SendMessageBatch' | 'DeleteMessageBatch';
}
