import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { HttpRequest } from '@smithy/core/transport';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  addressIn,
  ownCredentials,
  ownRegion,
  serviceAddress,
} from '../../../../lambdas/aws/calls/own-place.ts';
import { emptyRequest } from '../../../../lambdas/aws/event-bridge-sender.ts';
import { useFunctionVariables } from '../../../support/aws-variables.ts';

const before = { ...process.env };
let undo: () => void;
beforeEach(() => {
  undo = useFunctionVariables();
});
afterEach(() => {
  undo();
  process.env = { ...before };
});

/** Where the SDK's client sends a query. */
async function dynamodbBySdk(region: string) {
  const client = new DynamoDBClient({ region });
  let made: unknown;
  client.middlewareStack.add(
    () => (call: { request: unknown }) => {
      made = call.request;
      return Promise.resolve({ output: { $metadata: {} }, response: undefined });
    },
    { step: 'build', priority: 'low' },
  );
  await client.send(new QueryCommand({ TableName: 'Mappings' }));
  if (!HttpRequest.isInstance(made)) throw new Error('no request');
  return placeOf(made);
}

async function eventsBySdk(region: string) {
  return placeOf(await emptyRequest(new EventBridgeClient({ region })));
}

function placeOf({ protocol, hostname, port }: HttpRequest) {
  return { protocol, hostname, port };
}

describe.each([
  'us-east-1',
  'eu-central-2',
  'ap-southeast-7',
  'mx-central-1',
  'il-central-1',
  'me-south-1',
  'cn-north-1',
  'cn-northwest-1',
  'us-gov-east-1',
  'us-gov-west-1',
  'eusc-de-east-1',
  'us-iso-east-1',
  'us-isob-east-1',
  'eu-isoe-west-1',
  'us-isof-south-1',
  'xx-unheard-9',
])('in %s', (region) => {
  test('DynamoDB is where the SDK finds it', async () => {
    expect(serviceAddress('dynamodb', region)).toEqual(await dynamodbBySdk(region));
  });

  test('EventBridge is where the SDK finds it', async () => {
    expect(serviceAddress('events', region)).toEqual(await eventsBySdk(region));
  });
});

test('variables lead elsewhere, as they lead the SDK', async () => {
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = 'http://127.0.0.1:8000';
  process.env['AWS_ENDPOINT_URL_EVENTBRIDGE'] = 'https://events.test';
  expect(serviceAddress('dynamodb', 'eu-west-1')).toEqual(await dynamodbBySdk('eu-west-1'));
  expect(serviceAddress('events', 'eu-west-1')).toEqual(await eventsBySdk('eu-west-1'));
});

test('a queue is where its URL is', () => {
  expect(addressIn('https://sqs.eu-west-1.amazonaws.com/111122223333/events')).toEqual({
    protocol: 'https:',
    hostname: 'sqs.eu-west-1.amazonaws.com',
    port: undefined,
  });
});

test('the credentials are those that Lambda passes, with their token', () => {
  expect(ownCredentials()).toEqual({
    accessKeyId: '999999999999',
    secretAccessKey: 'any',
    sessionToken: 'the token',
  });
});

test.each([
  'AWS_ACCOUNT_ID',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_ENDPOINT_URL',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_PROFILE',
  'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_USE_FIPS_ENDPOINT',
])('with %s nobody but the SDK knows who signs, or where a service is', (name) => {
  process.env[name] = 'true';
  expect(ownCredentials).toThrow(name);
});

test.each(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])(
  'without %s there are no credentials',
  (name) => {
    delete process.env[name];
    expect(ownCredentials).toThrow('no credentials');
  },
);

test('without a Region of its own a function has none', () => {
  expect(ownRegion()).toBe('us-east-1');
  delete process.env['AWS_REGION'];
  expect(ownRegion).toThrow('AWS_REGION');
});
