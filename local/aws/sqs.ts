import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { QueueAttributeName } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';

import { endAbandonedPolls } from './abandoned-polls.ts';
import { takeJsonAtEachUrl } from './json-protocol.ts';
import { takeLargeObjects } from './large-objects.ts';
import {
  acceptEverySurrogate,
  newStores,
  type SqsMessage,
  type Stores,
} from './fauxqs-internals.ts';
import { leaveOutEmptyLists } from './empty-lists.ts';
import { holdInFlightLimit, maxInFlightMessages } from './in-flight-limit.ts';
import { credentialsOf, partnerAccount } from '../partner.ts';
import { foreignCall } from '../refuse-foreign-calls.ts';
import { holdMessageLimits } from './message-limits.ts';
import { takeQueryProtocol } from './query-protocol.ts';
import { writeErrorsAsSqs } from './sqs-errors.ts';
import { holdS3Rules, type S3Signer } from './s3-rules.ts';
import { carryTraceHeaders } from './trace-headers.ts';

/** The attributes of a queue, as in CreateQueue: every value is a string. */
export type QueueAttributes = Partial<Record<QueueAttributeName, string>>;

/** How many messages a queue holds, by state. Each message is counted once. */
export interface QueueCensus {
  visible: number;
  inFlight: number;
  delayed: number;
}

/** A message on a queue, with its string attributes. */
export interface StoredMessage {
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A running SQS, and S3 beside it. `url` is the endpoint to give to a client of either. */
export interface LocalSqs {
  readonly url: string;
  readonly port: number;
  /** Creates a queue, or finds the one of that name; rejects as SQS does when the attributes are not valid. */
  createQueue(name: string, attributes?: QueueAttributes): Promise<{ url: string; arn: string }>;
  /** Counts a queue's messages exactly; throws when there is no such queue. */
  census(queueName: string): QueueCensus;
  /** Creates a bucket of S3, which is served at the same URL, with the bucket in the path. */
  createBucket(name: string): void;
  /** The keys of a bucket's objects; throws when there is no such bucket. */
  objectKeys(bucket: string): string[];
  /** A queue's messages without receiving them: waiting, delayed, and in flight. */
  messages(queueName: string): StoredMessage[];
  close(): Promise<void>;
}

/**
 * Starts SQS on 127.0.0.1, in memory. `port` 0 picks a free one; `region` (us-east-1 by default) is the Region of the
 * queues that `createQueue` makes; `maxInFlight` is SQS's limit by default. Presigned requests to S3 are checked by
 * `now`, the machine's time by default, and by the secret that local mode's functions have.
 */
export async function startSqs({
  port,
  region = 'us-east-1',
  maxInFlight = maxInFlightMessages,
  now = Date.now,
}: {
  port: number;
  region?: string;
  maxInFlight?: number;
  now?: () => number;
}): Promise<LocalSqs> {
  const { secretAccessKey } = credentialsOf(partnerAccount);
  const { app, stores } = await buildSqs(maxInFlight, { secretAccessKey, now });
  const { sqsStore: store, s3Store } = stores;
  const url = await app.listen({ port, host: '127.0.0.1' });
  const client = localClient(url, region);
  return {
    url,
    port: Number(new URL(url).port),
    createQueue: async (name, attributes = {}) => await createQueue(client, name, attributes),
    census: (queueName) => censusOf(store, queueName),
    createBucket: (name) => s3Store.createBucket(name),
    objectKeys: (bucket) => s3Store.listObjects(bucket).objects.map(({ key }) => key),
    messages: (queueName) => messagesOf(store, queueName),
    async close() {
      client.destroy();
      await app.close();
    },
  };
}

/** fauxqs, with what it lacks of SQS. */
async function buildSqs(maxInFlight: number, signer: S3Signer) {
  await acceptEverySurrogate();
  const stores = await newStores();
  // Without a host of its own, the store gives queue URLs at the address of the request.
  stores.sqsStore.host = '';
  const app = buildApp({ logger: false, stores });
  app.addHook('onRequest', async ({ raw }, reply) => {
    const refused = foreignCall(raw);
    if (refused !== undefined) await reply.status(refused.status).send(refused);
  });
  takeLargeObjects(app);
  takeQueryProtocol(app);
  takeJsonAtEachUrl(app);
  endAbandonedPolls(app, stores);
  await carryTraceHeaders(app, stores);
  holdMessageLimits(app, stores);
  holdInFlightLimit(app, stores, maxInFlight);
  leaveOutEmptyLists(app);
  writeErrorsAsSqs(app);
  holdS3Rules(app, signer);
  return { app, stores };
}

type SqsStore = Stores['sqsStore'];

function censusOf(store: SqsStore, queueName: string): QueueCensus {
  const queue = store.getQueueByName(queueName);
  if (queue === undefined) throw new Error(`There is no queue named ${queueName}`);
  // The store moves messages whose delay or visibility time-out has passed only when it is asked to.
  queue.processTimers();
  return {
    visible: Number(queue.getAttribute('ApproximateNumberOfMessages')),
    inFlight: Number(queue.getAttribute('ApproximateNumberOfMessagesNotVisible')),
    delayed: Number(queue.getAttribute('ApproximateNumberOfMessagesDelayed')),
  };
}

function messagesOf(store: SqsStore, queueName: string): StoredMessage[] {
  const { ready = [], delayed = [], inflight = [] } = store.inspectQueue(queueName)?.messages ?? {};
  return [...ready, ...delayed, ...inflight.map(({ message }) => message)].map(storedMessage);
}

function storedMessage({ body, messageAttributes }: SqsMessage): StoredMessage {
  const attributes = Object.entries(messageAttributes).map(
    ([name, { StringValue: value }]) => [name, value ?? ''] as const,
  );
  return { body, attributes: Object.fromEntries(attributes) };
}

function localClient(endpoint: string, region: string): SQSClient {
  return new SQSClient({
    endpoint,
    region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
}

async function createQueue(client: SQSClient, name: string, attributes: QueueAttributes) {
  const { QueueUrl: url } = await client.send(
    new CreateQueueCommand({ QueueName: name, Attributes: attributes }),
  );
  const { Attributes: found } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
  );
  const arn = found?.QueueArn;
  if (url === undefined || arn === undefined)
    throw new Error(`SQS returned no URL or ARN for the queue ${name}`);
  return { url, arn };
}
