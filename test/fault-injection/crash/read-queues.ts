import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import type { Held } from './verdict.ts';

const eventSchema = v.object({ id: v.string() });
const retrySchema = v.object({ sourceName: v.string(), region: v.string(), event: eventSchema });

/** A domain event, or the retry message of one, as Held; `undefined` for anything else. */
export function heldIn(body: string): Held | undefined {
  const retry = v.safeParse(v.pipe(v.string(), v.parseJson(), retrySchema), body);
  if (retry.success) {
    const { event, region, sourceName: name } = retry.output;
    return { eventId: event.id, source: { region, name } };
  }
  const event = v.safeParse(v.pipe(v.string(), v.parseJson(), eventSchema), body);
  return event.success ? { eventId: event.output.id } : undefined;
}

/**
 * Receives all that the two queues and the two dead-letter queues of local mode hold. Rejects when a queue holds
 * messages that cannot be received now, being delayed or with somebody else.
 */
export async function readQueues(sqsUrl: string) {
  const client = new SQSClient({
    endpoint: sqsUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: 'verifier', secretAccessKey: 'any' },
  });
  const read = async (...names: readonly string[]) =>
    (await Promise.all(names.map((name) => readQueue(client, name)))).flat();
  const waiting = await read('events', 'retries');
  const deadLetters = await read('events-dead-letters', 'retries-dead-letters');
  client.destroy();
  return { waiting, deadLetters };
}

async function readQueue(client: SQSClient, name: string): Promise<readonly Held[]> {
  const { QueueUrl: url } = await client.send(new GetQueueUrlCommand({ QueueName: name }));
  await refuseIfHidden(client, url, name);
  const held: Held[] = [];
  for (;;) {
    const { Messages: messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
    );
    if (messages.length === 0) return held;
    held.push(...messages.flatMap(({ Body: body = '' }) => heldIn(body) ?? []));
  }
}

async function refuseIfHidden(client: SQSClient, url: string | undefined, name: string) {
  const { Attributes: counts = {} } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: [
        'ApproximateNumberOfMessagesDelayed',
        'ApproximateNumberOfMessagesNotVisible',
      ],
    }),
  );
  const hidden = Object.values(counts).reduce((sum, count) => sum + Number(count), 0);
  if (hidden > 0) throw new Error(`${hidden} messages on ${name} are delayed or in flight`);
}
