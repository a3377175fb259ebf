import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  ResourceNotFoundException,
  type EventBridgeClient,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import { OperationError } from '../operation-error.ts';
import type { CustomerSide } from './customer-side.ts';
import type { ProbeContext } from './probe-context.ts';

/** Events of the run, as a rule of the customer sent them to a queue. */
export interface CaughtEvents {
  /** What came since the last time; waits some seconds for it. */
  receive(): Promise<readonly CaughtEvent[]>;
}

/** An event of the run. */
export type CaughtEvent = v.InferOutput<typeof caughtEvent>;

const caughtEvent = v.object({ id: v.string(), detail: v.object({ attempt: v.number() }) });

type AcceptContext = Pick<ProbeContext, 'region' | 'head' | 'cleanUp' | 'run'>;

/** Accepts the run's source as its customer, and has a rule send its events to a queue. */
export async function acceptAndCatch(
  context: AcceptContext,
  customer: CustomerSide,
): Promise<CaughtEvents> {
  const eventBridge = customer.eventBridge(context.region);
  const sqs = customer.sqs(context.region);
  await acceptSource(context, eventBridge);
  const queue = await createQueue(context, sqs);
  const ruleArn = await createRule(context, eventBridge, queue.arn);
  await allowRule(sqs, queue, ruleArn);
  return { receive: () => receiveFrom(sqs, queue.url) };
}

async function acceptSource(
  { region, head, cleanUp }: AcceptContext,
  client: EventBridgeClient,
): Promise<void> {
  const name = head.source;
  cleanUp.add({
    what: `the customer’s event bus ${name} in ${region}`,
    remove: async () => {
      await unlessGone(client.send(new DeleteEventBusCommand({ Name: name })));
    },
  });
  await client.send(new CreateEventBusCommand({ Name: name, EventSourceName: name }));
}

/** By its name: the answer with its address may have been lost. */
async function deleteQueue(client: SQSClient, name: string): Promise<void> {
  const { QueueUrl: url } = await client.send(new GetQueueUrlCommand({ QueueName: name }));
  await client.send(new DeleteQueueCommand({ QueueUrl: url }));
}

interface Queue {
  readonly url: string;
  readonly arn: string;
}

async function createQueue(
  { region, run, cleanUp }: AcceptContext,
  client: SQSClient,
): Promise<Queue> {
  // In local mode the queues of all Regions are at one place.
  const name = `${run}-${region}`;
  cleanUp.add({
    what: `the customer’s queue ${name}`,
    remove: async () => {
      await unlessGone(deleteQueue(client, name));
    },
  });
  const { QueueUrl: url } = await client.send(new CreateQueueCommand({ QueueName: name }));
  const { Attributes: attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
  );
  const arn = attributes?.QueueArn;
  if (url === undefined || arn === undefined)
    throw new OperationError('SQS gave a queue no address');
  return { url, arn };
}

async function createRule(
  { region, head, run, cleanUp }: AcceptContext,
  client: EventBridgeClient,
  queueArn: string,
): Promise<string> {
  const rule = { Name: run, EventBusName: head.source };
  const ofRule = { Rule: run, EventBusName: head.source };
  cleanUp.add({
    what: `the customer’s rule ${run} in ${region}`,
    remove: async () => {
      await unlessGone(client.send(new RemoveTargetsCommand({ ...ofRule, Ids: [run] })));
      await unlessGone(client.send(new DeleteRuleCommand(rule)));
    },
  });
  const pattern = JSON.stringify({ source: [head.source] });
  const { RuleArn: arn } = await client.send(
    new PutRuleCommand({ ...rule, EventPattern: pattern }),
  );
  await client.send(new PutTargetsCommand({ ...ofRule, Targets: [{ Id: run, Arn: queueArn }] }));
  if (arn === undefined) throw new OperationError('EventBridge gave a rule no ARN');
  return arn;
}

/** Lets the rule, and nothing else of EventBridge, send to the queue. */
async function allowRule(client: SQSClient, { url, arn }: Queue, ruleArn: string): Promise<void> {
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: arn,
    Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await client.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy } }));
}

async function receiveFrom(client: SQSClient, url: string): Promise<readonly CaughtEvent[]> {
  const { Messages: messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: 5 }),
  );
  return messages.flatMap(({ Body: body = '' }) => {
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), caughtEvent), body);
    return parsed.success ? [parsed.output] : [];
  });
}

async function unlessGone(removal: Promise<unknown>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException || error instanceof QueueDoesNotExist)) {
      throw error;
    }
  }
}
