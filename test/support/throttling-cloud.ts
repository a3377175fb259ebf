import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Mapping } from '../../lambdas/domain/mapping.ts';
import { startHttpStub, type StubAnswer } from '../../tools/simulators/http-stub.ts';

/** A message as a function sent it. */
export interface SentMessage {
  readonly queueUrl: string;
  readonly body: string;
  readonly delaySeconds: number;
  readonly attributes: Readonly<Record<string, { readonly StringValue: string }>>;
  /** X-Amzn-Trace-Id of the request that sent it. */
  readonly traceHeader: string | undefined;
}

interface SendBatch {
  readonly QueueUrl: string;
  readonly Entries: readonly {
    readonly Id: string;
    readonly MessageBody: string;
    readonly DelaySeconds?: number;
    readonly MessageAttributes?: SentMessage['attributes'];
  }[];
}

/**
 * EventBridge, SQS and DynamoDB at one address of 127.0.0.1: EventBridge throttles every call, the mapping table has
 * the one mapping, and SQS only notes what it is sent.
 */
export async function startThrottlingCloud(mapping: Mapping) {
  const sent: SentMessage[] = [];
  const { url, server, close } = await startHttpStub(({ target, body, headers }): StubAnswer => {
    if (target === 'AWSEvents.PutPartnerEvents') return throttling;
    const { 'x-amzn-trace-id': trace } = headers;
    const request: unknown = JSON.parse(body.toString());
    if (target === 'AmazonSQS.SendMessageBatch') {
      sent.push(...messagesOf(request as SendBatch, typeof trace === 'string' ? trace : undefined));
    }
    return { body: JSON.stringify(answer(target, request, mapping)) };
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  let resets = 0;
  return {
    url,
    /** Everything that was sent since it was last taken. */
    takeSent: () => sent.splice(0),
    /**
     * From now on the open connections are dead, without notice: who sends on one is reset, as by a
     * load balancer that has forgotten it.
     */
    forgetConnections() {
      for (const socket of sockets) {
        socket.once('data', () => {
          resets += 1;
          socket.resetAndDestroy();
        });
      }
      sockets.clear();
    },
    /** How many dead connections were used. */
    resets: () => resets,
    close,
  };
}

function messagesOf(
  { QueueUrl: queueUrl, Entries: entries }: SendBatch,
  traceHeader: string | undefined,
): readonly SentMessage[] {
  return entries.map(({ MessageBody: body, DelaySeconds, MessageAttributes: attributes = {} }) => {
    return { queueUrl, body, delaySeconds: DelaySeconds ?? 0, attributes, traceHeader };
  });
}

function answer(target: string, request: unknown, mapping: Mapping): object {
  switch (target) {
    case 'AmazonSQS.SendMessageBatch':
      return { Successful: (request as SendBatch).Entries.map(successOf) };
    case 'AmazonSQS.DeleteMessageBatch':
      return { Successful: [] };
    case 'DynamoDB_20120810.Query':
      return { Items: [marshall(mapping, { removeUndefinedValues: true })], Count: 1 };
    case 'DynamoDB_20120810.UpdateItem':
      return {};
    default:
      throw new Error(target);
  }
}

function successOf({ Id, MessageBody: body }: SendBatch['Entries'][number]) {
  const digest = createHash('md5').update(body).digest('hex');
  return { Id, MessageId: `message-${Id}`, MD5OfMessageBody: digest };
}

const throttling: StubAnswer = {
  status: 400,
  body: JSON.stringify({ __type: 'ThrottlingException', message: 'Rate exceeded' }),
};
