import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type {
  MappingTable,
  MessageQueue,
  OutgoingMessage,
} from '../../../lambdas/ports/delivery.ts';
import { readRetryMessage } from '../../../lambdas/domain/retry-message.ts';
import { fanOutHandler } from '../../../lambdas/fan-out/handler.ts';
import { retryHandler } from '../../../lambdas/retry/handler.ts';
import { noLineage, type Lineage } from '../../../local/lambda/lineage.ts';
import type { Invoke } from './cloud/pump.ts';
import type { Message } from './cloud/simulated-queue.ts';
import { deployedSettings } from '../deployed-settings.ts';
import {
  functionTimeoutMs,
  inEnvironments,
  sendMs,
  type Cloud,
  type Functions,
} from './functions.ts';
import { mappings } from './traffic.ts';

const silent = () => undefined;

/** The deployed handlers; a message carries its body. */
export function wholeFunctions(cloud: Cloud<string>): Functions<string> {
  const { timeline, retryQueue, put, random, onDeadLetter } = cloud;
  const queue = (take: (message: OutgoingMessage) => void): MessageQueue => ({
    send: async (messages) => {
      await timeline.sleep(sendMs(messages.length));
      for (const message of messages) take(message);
      return messages.map(() => true);
    },
  });
  const deadLetters = queue((message) => onDeadLetter(letterOf(message, timeline.now())));
  const services = {
    mappings: knownMappings,
    put,
    // The answer deletes them a moment later.
    deleteMessages: async () => undefined,
    retryDeadLetters: deadLetters,
    eventDeadLetters: deadLetters,
    eventsQueue: queue(neverHappens),
    log: { info: silent, warn: silent, error: silent },
    now: timeline.now,
    report: silent,
  };
  /** The services of one environment, whose SDK sends on the lineage of its invocation. */
  const tracedServices = () => {
    const chain: Chain = { lineage: noLineage };
    const retries = queue(({ body, ...options }) =>
      retryQueue.send(body, { ...options, lineage: chain.lineage }),
    );
    return { ...services, retryQueue: retries, chain };
  };
  return {
    fanOut: inEnvironments(() => {
      const { chain, ...traced } = tracedServices();
      const settings = deployedSettings('fan-out');
      const handle = fanOutHandler({ ...traced, random: random.fanOut, settings });
      return invoker(handle, chain, timeline.now);
    }),
    retry: inEnvironments(() => {
      const { chain, ...traced } = tracedServices();
      const settings = deployedSettings('retry');
      const handle = retryHandler({ ...traced, random: random.retry, settings });
      return invoker(handle, chain, timeline.now);
    }),
  };
}

/** No message has more deliveries than one, so that none is divided. */
function neverHappens(): never {
  throw new Error('a message for the events queue');
}

/** A message as Lambda gives it to a function. */
export function recordOf({ item, sentAtMs, receives }: Message<string>, id: number): SQSRecord {
  return {
    messageId: `message-${id}`,
    receiptHandle: 'x'.repeat(200),
    body: item,
    attributes: {
      ApproximateReceiveCount: String(receives),
      SentTimestamp: String(sentAtMs),
      SenderId: 'AROAEXAMPLEEXAMPLE:function',
      ApproximateFirstReceiveTimestamp: String(sentAtMs),
    },
    messageAttributes: {},
    md5OfBody: 'd41d8cd98f00b204e9800998ecf8427e',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:111122223333:queue',
    awsRegion: 'us-east-1',
  };
}

type Handler = (
  event: SQSEvent,
  invocation: { getRemainingTimeInMillis: () => number },
) => Promise<SQSBatchResponse>;

/** What an environment knows of its invocation, as Lambda's runtime tells it. */
interface Chain {
  lineage: Lineage;
}

function invoker(handle: Handler, chain: Chain, now: () => number): Invoke<string> {
  return async (batch, lineage) => {
    chain.lineage = lineage;
    const byId = new Map(batch.map((message, index) => [`message-${index}`, message]));
    const deadlineMs = now() + functionTimeoutMs;
    const invocation = { getRemainingTimeInMillis: () => deadlineMs - now() };
    const answer = await handle({ Records: batch.map(recordOf) }, invocation);
    return new Set(answer.batchItemFailures.flatMap((one) => byId.get(one.itemIdentifier) ?? []));
  };
}

const knownMappings: MappingTable = {
  findLive: async (generator) => mappings.filter((one) => one.generator === generator),
  retire: async () => 'absent',
  noteActivity: async () => 'noted',
};

function letterOf({ body, attributes = {} }: OutgoingMessage, nowMs: number) {
  const read = readRetryMessage(body);
  if (read.kind === 'invalid') throw new Error(`no retry message: ${read.reason}`);
  const { event, firstAttemptAtMs = nowMs } = read.delivery;
  const ageMs = nowMs - firstAttemptAtMs;
  return { eventId: event.id, reason: attributes['reason'] ?? '', ageMs };
}
