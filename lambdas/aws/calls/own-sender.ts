import type { KeptConnections } from '../connections.ts';
import { signedSender, type SendBody } from '../signed-sender.ts';
import { ownCredentials, type ServiceAddress } from './own-place.ts';

const megabyte = 1_048_576;

/** AWS's JSON protocols: their version, and how each service names its operations. */
const protocols = {
  // A page of items has a megabyte, and more as JSON.
  dynamodb: {
    version: '1.0',
    target: 'DynamoDB_20120810',
    headers: {},
    maxAnswerBytes: 8 * megabyte,
  },
  events: { version: '1.1', target: 'AWSEvents', headers: {}, maxAnswerBytes: megabyte },
  // By this header SQS names errors as its older protocol did, which the SDK asks for as well.
  sqs: {
    version: '1.0',
    target: 'AmazonSQS',
    headers: { 'x-amzn-query-mode': 'true' },
    maxAnswerBytes: megabyte,
  },
} as const;

/** What requests are for. */
export interface OwnOperation {
  readonly service: keyof typeof protocols;
  readonly operation: string;
  readonly region: string;
  readonly address: ServiceAddress;
}

/**
 * Makes a sender of requests of an operation without the SDK's client, which would take more than half of a cold
 * start. Throws where only the SDK knows who signs.
 */
export function ownSender(
  { service, operation, region, address }: OwnOperation,
  connections: KeptConnections,
): SendBody {
  const { version, target, headers: more, maxAnswerBytes } = protocols[service];
  const { hostname, port } = address;
  const headers = {
    ...more,
    'content-type': `application/x-amz-json-${version}`,
    host: port === undefined ? hostname : `${hostname}:${port}`,
    'user-agent': 'eventbridge-partner-fanout',
    'x-amz-target': `${target}.${operation}`,
  };
  const signer = ownCredentials();
  const signing = { region, service, credentials: () => Promise.resolve(signer) };
  const alike = { ...address, method: 'POST', path: '/', headers, maxAnswerBytes };
  return signedSender(alike, signing, connections);
}
