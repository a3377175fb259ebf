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
  const send = ({ QueueUrl: queueUrl, Entries: entries }: SendBatch, traceHeader?: string) => {
    for (const { MessageBody: body, DelaySeconds, MessageAttributes = {} } of entries) {
      const delaySeconds = DelaySeconds ?? 0;
      sent.push({ queueUrl, body, delaySeconds, attributes: MessageAttributes, traceHeader });
    }
    const successful = entries.map(({ Id, MessageBody: body }) => ({
      Id,
      MessageId: `${sent.length}`,
      MD5OfMessageBody: createHash('md5').update(body).digest('hex'),
    }));
    return { Successful: successful };
  };
  const answer = (target: string, request: unknown, traceHeader?: string): object => {
    switch (target) {
      case 'AmazonSQS.SendMessageBatch':
        return send(request as SendBatch, traceHeader);
      case 'AmazonSQS.DeleteMessageBatch':
        return { Successful: [] };
      case 'DynamoDB_20120810.Query':
        return { Items: [marshall(mapping, { removeUndefinedValues: true })], Count: 1 };
      case 'DynamoDB_20120810.UpdateItem':
        return {};
      default:
        throw new Error(target);
    }
  };
  const { url, server, close } = await startHttpStub(({ target, body, headers }): StubAnswer => {
    if (target === 'AWSEvents.PutPartnerEvents') return throttling;
    const { 'x-amzn-trace-id': trace } = headers;
    const traceHeader = typeof trace === 'string' ? trace : undefined;
    return { body: JSON.stringify(answer(target, JSON.parse(body.toString()), traceHeader)) };
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  let resets = 0;
  return {
    url,
    /** Everything that was sent since it was last taken. */
    takeSent: () => sent.splice(0),
    /**
     * From now on the open connections are dead, and nobody is told: who sends on one is reset, as by a
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

const throttling: StubAnswer = {
  status: 400,
  body: JSON.stringify({ __type: 'ThrottlingException', message: 'Rate exceeded' }),
};
