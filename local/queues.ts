import {
  deploymentsFor,
  historyQueue,
  replayDeployment,
  visibilityTimeoutSeconds,
  type QueueFunctionDeployment,
  type QueueFunctionName,
} from '../lambdas/settings/deployment.ts';
import { localSettings } from '../lambdas/settings/local-settings.ts';
import type { Settings } from '../lambdas/settings/standard-settings.ts';
import type { LocalSqs, QueueCensus, StoredMessage } from './aws/sqs.ts';

/** A queue of local mode. */
export interface LocalQueue {
  readonly url: string;
  readonly arn: string;
  census(): QueueCensus;
  /** The messages on the queue, without receiving them. */
  messages(): readonly StoredMessage[];
}

/** The queues of the stack. */
export interface Queues {
  readonly events: LocalQueue;
  readonly eventsDeadLetters: LocalQueue;
  readonly retries: LocalQueue;
  readonly retriesDeadLetters: LocalQueue;
  readonly history: LocalQueue;
  readonly historyDeadLetters: LocalQueue;
  readonly replays: LocalQueue;
  readonly replaysDeadLetters: LocalQueue;
}

/** Creates the queues with the attributes that the stack gives them. */
export async function createQueues(
  sqs: LocalSqs,
  { delivery: { prefer } }: Pick<Settings, 'delivery'> = localSettings,
): Promise<Queues> {
  const receiptsOf = (consumer: QueueFunctionName) => receiptsBy(deploymentsFor(prefer)[consumer]);
  const [events, eventsDeadLetters] = await createPair(sqs, 'events', receiptsOf('fan-out'));
  const [retries, retriesDeadLetters] = await createPair(sqs, 'retries', receiptsOf('retry'));
  const [history, historyDeadLetters] = await createPair(sqs, 'history', historyQueue);
  const [replays, replaysDeadLetters] = await createPair(
    sqs,
    'replays',
    receiptsBy(replayDeployment),
  );
  return {
    events,
    eventsDeadLetters,
    retries,
    retriesDeadLetters,
    history,
    historyDeadLetters,
    replays,
    replaysDeadLetters,
  };
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
    history: moved(queues.history),
    historyDeadLetters: moved(queues.historyDeadLetters),
    replays: moved(queues.replays),
    replaysDeadLetters: moved(queues.replaysDeadLetters),
  };
}

/** How many messages a queue holds: visible, in flight and delayed. */
export function size(queue: LocalQueue): number {
  const { visible, inFlight, delayed } = queue.census();
  return visible + inFlight + delayed;
}

interface Receipts {
  readonly visibilitySeconds: number;
  readonly maxReceiveCount: number;
}

function receiptsBy(deployment: QueueFunctionDeployment): Receipts {
  const { maxReceiveCount } = deployment;
  return { visibilitySeconds: visibilityTimeoutSeconds(deployment), maxReceiveCount };
}

async function createPair(
  sqs: LocalSqs,
  name: string,
  { visibilitySeconds, maxReceiveCount }: Receipts,
) {
  const deadLetters = await create(sqs, `${name}-dead-letters`, {});
  const queue = await create(sqs, name, {
    VisibilityTimeout: String(visibilitySeconds),
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount }),
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
