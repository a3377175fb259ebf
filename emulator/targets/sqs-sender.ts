import { SendMessageCommand, SQSClient, SQSServiceException } from '@aws-sdk/client-sqs';
import { parseArn } from '../state/arns.ts';
import { delivered, failureOfStatus, type SendResult, unanswered } from './send-result.ts';

/** A message for a queue. */
export type QueueMessage = {
  readonly queueArn: string;
  readonly body: string;
  readonly groupId?: string | undefined;
  /** String attributes by name. */
  readonly attributes?: Readonly<Record<string, string>>;
};

/** Sends messages to the queues of one endpoint. */
export type SqsSender = {
  /** Makes one attempt. */
  send(message: QueueMessage): Promise<SendResult>;
  /** Ends; attempts in progress are abandoned. */
  close(): void;
};

/**
 * A sender to the queues of one endpoint, whose addresses are `<endpoint>/<account>/<name>`. It gives up an attempt
 * after a time.
 */
export function createSqsSender(endpoint: string, timeoutMs: number): SqsSender {
  const clients = new Map<string, SQSClient>();
  const clientFor = (region: string, account: string) => {
    const key = `${region}/${account}`;
    const client = clients.get(key) ?? newClient(endpoint, region, account);
    clients.set(key, client);
    return client;
  };
  return {
    async send(message) {
      const { region = '', account = '', resource = '' } = parseArn(message.queueArn) ?? {};
      const url = `${endpoint.replace(/\/$/u, '')}/${account}/${resource}`;
      const timeout = AbortSignal.timeout(timeoutMs);
      try {
        await clientFor(region, account).send(commandOf(url, message), { abortSignal: timeout });
        return delivered;
      } catch (error) {
        return failureOf(error, timeout);
      }
    },
    close() {
      for (const client of clients.values()) client.destroy();
    },
  };
}

function commandOf(url: string, { body, groupId, attributes = {} }: QueueMessage) {
  return new SendMessageCommand({
    QueueUrl: url,
    MessageBody: body,
    MessageGroupId: groupId,
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [
        name,
        { DataType: 'String', StringValue },
      ]),
    ),
  });
}

function failureOf(error: unknown, timeout: AbortSignal): SendResult {
  if (!(error instanceof SQSServiceException)) return unanswered(error, timeout);
  const { $metadata, name, message } = error;
  const text = `${name}: ${message}`;
  if (/NonExistentQueue|QueueDoesNotExist/u.test(name)) return failureOfStatus(404, text);
  if (/Throttl/u.test(name)) return failureOfStatus(429, text);
  return failureOfStatus($metadata.httpStatusCode ?? 500, text);
}

function newClient(endpoint: string, region: string, account: string): SQSClient {
  return new SQSClient({
    endpoint,
    region,
    // An endpoint on loopback checks no signature; the access key id is the account, as in this emulator.
    credentials: { accessKeyId: account, secretAccessKey: 'unused' },
    useQueueUrlAsEndpoint: false,
    // The target's retry policy tries again, on the emulator's clock.
    maxAttempts: 1,
  });
}
