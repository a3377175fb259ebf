import {
  deployments,
  visibilityTimeoutSeconds,
  type QueueFunctionName,
} from '../lambdas/settings/deployment.ts';
import type { LocalSqs, QueueCensus, StoredMessage } from './aws/sqs.ts';

/** A queue of local mode. */
export interface LocalQueue {
  readonly url: string;
  readonly arn: string;
  census(): QueueCensus;
  /** The messages on the queue, without receiving them. */
  messages(): readonly StoredMessage[];
}

/** The four queues of the stack. */
export interface Queues {
  readonly events: LocalQueue;
  readonly eventsDeadLetters: LocalQueue;
  readonly retries: LocalQueue;
  readonly retriesDeadLetters: LocalQueue;
}

/** Creates the queues with the attributes that the stack gives them. */
export async function createQueues(sqs: LocalSqs): Promise<Queues> {
  const [events, eventsDeadLetters] = await createPair(sqs, 'events', 'fan-out');
  const [retries, retriesDeadLetters] = await createPair(sqs, 'retries', 'retry');
  return { events, eventsDeadLetters, retries, retriesDeadLetters };
}

/** The same queues, with URLs at another endpoint of SQS. */
export function queuesAt(endpoint: string, queues: Queues): Queues {
  const moved = (queue: LocalQueue): LocalQueue => ({
    ...queue,
    url: new URL(new URL(queue.url).pathname, endpoint).href,
  });
  return {
    events: moved(queues.events),
    eventsDeadLetters: moved(queues.eventsDeadLetters),
    retries: moved(queues.retries),
    retriesDeadLetters: moved(queues.retriesDeadLetters),
  };
}

/** How many messages a queue holds: visible, in flight and delayed. */
export function size(queue: LocalQueue): number {
  const { visible, inFlight, delayed } = queue.census();
  return visible + inFlight + delayed;
}

async function createPair(sqs: LocalSqs, name: string, consumer: QueueFunctionName) {
  const deployment = deployments[consumer];
  const deadLetters = await create(sqs, `${name}-dead-letters`, {});
  const queue = await create(sqs, name, {
    VisibilityTimeout: String(visibilityTimeoutSeconds(deployment)),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: deadLetters.arn,
      maxReceiveCount: deployment.maxReceiveCount,
    }),
  });
  return [queue, deadLetters] as const;
}

async function create(
  sqs: LocalSqs,
  name: string,
  attributes: Parameters<LocalSqs['createQueue']>[1],
): Promise<LocalQueue> {
  const { url, arn } = await sqs.createQueue(name, attributes);
  return { url, arn, census: () => sqs.census(name), messages: () => sqs.messages(name) };
}
