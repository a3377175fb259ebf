import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import pLimit from 'p-limit';
import { type BusEvent, envelopeText } from '../put-events/bus-event.ts';
import type { Target } from '../state/event-bus.ts';

/** Sends events to SQS in the background, several at a time, in no guaranteed order, like EventBridge. */
export type SqsSender = {
  /** Sends the event if the target is an SQS queue; other targets appear only in the view. */
  send(target: Target, event: BusEvent): void;
  /** Stops sending; sends in progress are abandoned. */
  close(): void;
};

type Queue = { region: string; account: string; name: string };

const MAX_CONCURRENT_SENDS = 8;
/** EventBridge retries for 24 hours; a queue on loopback either answers soon or does not exist. */
const MAX_ATTEMPTS = 5;

/** A sender to the queues of one endpoint. `onFailure` is called for every event that a queue does not accept. */
export function createSqsSender(endpoint: string, onFailure: () => void): SqsSender {
  const clients = new Map<string, SQSClient>();
  const limit = pLimit(MAX_CONCURRENT_SENDS);
  const clientFor = ({ region, account }: Queue) => {
    const key = `${region}/${account}`;
    const client = clients.get(key) ?? newClient(endpoint, region, account);
    clients.set(key, client);
    return client;
  };
  return {
    send(target, event) {
      const queue = parseQueueArn(target.arn);
      if (queue === undefined) return;
      limit(() => clientFor(queue).send(messageOf(endpoint, queue, target, event))).catch(
        onFailure,
      );
    },
    close() {
      limit.clearQueue();
      for (const client of clients.values()) client.destroy();
    },
  };
}

function messageOf(endpoint: string, queue: Queue, target: Target, event: BusEvent) {
  return new SendMessageCommand({
    QueueUrl: `${endpoint.replace(/\/$/u, '')}/${queue.account}/${queue.name}`,
    MessageBody: envelopeText(event),
    MessageGroupId: target.messageGroupId,
  });
}

function newClient(endpoint: string, region: string, account: string): SQSClient {
  return new SQSClient({
    endpoint,
    region,
    // An endpoint on loopback checks no signature; the access key id is the account, as in this emulator.
    credentials: { accessKeyId: account, secretAccessKey: 'unused' },
    useQueueUrlAsEndpoint: false,
    maxAttempts: MAX_ATTEMPTS,
  });
}

function parseQueueArn(arn: string): Queue | undefined {
  const [, , service, region = '', account = '', name = ''] = arn.split(':');
  return service === 'sqs' ? { region, account, name } : undefined;
}
