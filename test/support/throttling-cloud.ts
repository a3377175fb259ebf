import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Mapping } from '../../lambdas/domain/mapping.ts';

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
  const answer = (target: string, request: unknown, traceHeader?: string): [number, object] => {
    switch (target) {
      case 'AWSEvents.PutPartnerEvents':
        return [400, { __type: 'ThrottlingException', message: 'Rate exceeded' }];
      case 'AmazonSQS.SendMessageBatch':
        return [200, send(request as SendBatch, traceHeader)];
      case 'AmazonSQS.DeleteMessageBatch':
        return [200, { Successful: [] }];
      case 'DynamoDB_20120810.Query':
        return [200, { Items: [marshall(mapping, { removeUndefinedValues: true })], Count: 1 }];
      case 'DynamoDB_20120810.UpdateItem':
        return [200, {}];
      default:
        return [400, { __type: 'UnknownOperationException', message: target }];
    }
  };
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const body: unknown = JSON.parse(await text(request));
    const { 'x-amz-target': target, 'x-amzn-trace-id': trace } = request.headers;
    const traceHeader = typeof trace === 'string' ? trace : undefined;
    const [status, value] = answer(String(target), body, traceHeader);
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(value));
  };
  const server = createServer((request, response) => void take(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  let resets = 0;
  return {
    url: `http://127.0.0.1:${port}`,
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
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
