import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** About how many messages wait on a queue to be received. */
export async function waitingMessages(client: SQSClient, queueUrl: string): Promise<number> {
  const { Attributes: attributes } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: ['ApproximateNumberOfMessages'],
    }),
  );
  const text = attributes?.ApproximateNumberOfMessages;
  if (text === undefined) throw new Error('the queue has no number of messages');
  return Number(text);
}
