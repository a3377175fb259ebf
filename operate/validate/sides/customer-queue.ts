import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { failureText, isNotFound } from '../evidence/failure-text.ts';
import type { Recorder } from '../evidence/recorder.ts';
import { ItemEnded } from '../item-ended.ts';
import { waitFor, type Waiting } from '../wait.ts';

type Call = Pick<Recorder, 'call'>;

/** A Region's SQS, with the customer's credentials. */
export interface QueueClient {
  readonly region: string;
  readonly client: Pick<SQSClient, 'send'>;
}

/** A queue that exists. */
export interface CustomerQueue {
  readonly url: string;
  readonly arn: string;
}

// What nobody has taken away after a day is gone by itself.
const retentionSeconds = 86_400;

/** Creates a queue, and waits until it can be used. */
export async function createQueue(
  name: string,
  { region, client }: QueueClient,
  { call }: Call,
  waiting: Waiting,
): Promise<CustomerQueue> {
  const request = {
    QueueName: name,
    Attributes: { MessageRetentionPeriod: String(retentionSeconds) },
  };
  const { QueueUrl: url } = await call(
    {
      title: 'The customer makes a queue',
      call: `CreateQueue, ${region}`,
      by: 'customer',
      request,
    },
    async () => await client.send(new CreateQueueCommand(request)),
  );
  if (url === undefined) {
    throw new ItemEnded('expected SQS to answer the URL of a new queue, but it did not');
  }
  return { url, arn: await arnOfNew(url, client, waiting) };
}

// SQS lets a new queue be used after a second at the earliest.
const usableWithinMs = 30_000;
const usableEveryMs = 1_000;

async function arnOfNew(
  url: string,
  client: QueueClient['client'],
  waiting: Waiting,
): Promise<string> {
  const request = { QueueUrl: url, AttributeNames: ['QueueArn' as const] };
  return await waitFor(
    { what: 'SQS to know the new queue', withinMs: usableWithinMs, everyMs: usableEveryMs },
    async () => {
      try {
        const { Attributes: attributes } = await client.send(
          new GetQueueAttributesCommand(request),
        );
        const arn = attributes?.QueueArn;
        if (arn !== undefined) return { done: true, value: arn };
        return { done: false, seen: 'a queue without an ARN' };
      } catch (error) {
        if (!isNotFound(error)) throw error;
        return { done: false, seen: failureText(error) };
      }
    },
    waiting,
  );
}

/** Lets one rule send to a queue. */
export async function allowRule(
  { url, arn }: CustomerQueue,
  ruleArn: string,
  { region, client }: QueueClient,
  { call }: Call,
): Promise<void> {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: arn,
        Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
      },
    ],
  };
  const request = { QueueUrl: url, Attributes: { Policy: JSON.stringify(policy) } };
  await call(
    {
      title: 'The customer lets the rule send to the queue',
      call: `SetQueueAttributes, ${region}`,
      by: 'customer',
      request,
    },
    async () => await client.send(new SetQueueAttributesCommand(request)),
  );
}

const batch = 10;

/** Takes up to ten messages from a queue, and resolves with their bodies. */
export async function takeMessages(
  url: string,
  waitSeconds: number,
  { region, client }: QueueClient,
  { call }: Call,
): Promise<readonly string[]> {
  const request = { QueueUrl: url, MaxNumberOfMessages: batch, WaitTimeSeconds: waitSeconds };
  const { Messages: messages = [] } = await call(
    {
      title: 'The customer receives from the queue',
      call: `ReceiveMessage, ${region}`,
      by: 'customer',
      request,
    },
    async () => await client.send(new ReceiveMessageCommand(request)),
    ({ Messages = [] }) => ({ answer: { messages: Messages.map(shownMessage) } }),
  );
  if (messages.length > 0) await removeMessages(url, messages, client);
  return messages.flatMap(({ Body: body }) => body ?? []);
}

async function removeMessages(
  url: string,
  messages: readonly Message[],
  client: QueueClient['client'],
): Promise<void> {
  const Entries = messages.map(({ ReceiptHandle }, index) => ({
    Id: String(index),
    ReceiptHandle,
  }));
  await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
}

const shownCharacters = 400;

// Two hundred of them would hide everything else in a report.
function shownMessage({ Body: body = '' }: Message): string {
  if (body.length <= shownCharacters) return body;
  return `${body.slice(0, shownCharacters)}… (${body.length} characters)`;
}

/** Deletes a queue by its name; one that does not exist is not an error. */
export async function deleteQueue(
  name: string,
  { client }: Pick<QueueClient, 'client'>,
): Promise<void> {
  try {
    const { QueueUrl: url } = await client.send(new GetQueueUrlCommand({ QueueName: name }));
    await client.send(new DeleteQueueCommand({ QueueUrl: url }));
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}
