import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Check } from '../../../operate/preflight/check.ts';
import { accountCheck, askIdentity } from '../../../operate/preflight/checks/account.ts';
import { bootstrapCheck } from '../../../operate/preflight/checks/bootstrap.ts';
import { keysCheck } from '../../../operate/preflight/checks/keys.ts';
import { mappingTableCheck } from '../../../operate/preflight/checks/mapping-table.ts';
import { partnerApiCheck } from '../../../operate/preflight/checks/partner-api.ts';
import { producersCheck } from '../../../operate/preflight/checks/producers.ts';
import { stacksCheck } from '../../../operate/preflight/checks/stacks.ts';
import { awsClients } from '../../../operate/preflight/clients.ts';
import { aContext } from './support/fake-aws.ts';

// What each operation answers on the wire for what is not there: the service models' error codes. The
// query protocol's differ from the names of the SDK's exceptions.
const answers: Readonly<Record<string, [status: number, body: string]>> = {
  GetCallerIdentity: [
    200,
    '<R><GetCallerIdentityResult><Account>111122223333</Account><Arn>arn:me</Arn></GetCallerIdentityResult></R>',
  ],
  GetRole: [404, queryError('NoSuchEntity', 'The role with name orders cannot be found.')],
  DescribeStacks: [400, queryError('ValidationError', 'Stack with id x does not exist')],
  DescribeStackResources: [400, queryError('ValidationError', 'Stack for x does not exist')],
  'AmazonSSM.GetParameter': [400, jsonError('ParameterNotFound')],
  'TrentService.DescribeKey': [400, jsonError('NotFoundException')],
  'DynamoDB_20120810.DescribeTable': [
    400,
    jsonError('com.amazonaws.dynamodb.v20120810#ResourceNotFoundException'),
  ],
  'AWSEvents.ListPartnerEventSources': [400, jsonError('OperationDisabledException')],
};

function queryError(code: string, message: string): string {
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
}

function jsonError(type: string): string {
  return JSON.stringify({ __type: type, message: 'it is not there' });
}

async function operationOf(request: IncomingMessage): Promise<string> {
  const body = await text(request);
  const target = request.headers['x-amz-target'];
  return typeof target === 'string' ? target : (new URLSearchParams(body).get('Action') ?? '');
}

const server = createServer((request, response) => {
  void operationOf(request).then((operation) => {
    const [status, body] = answers[operation] ?? [500, operation];
    return response.writeHead(status).end(body);
  });
});
const before = { ...process.env };
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
  });
});
afterAll(async () => {
  for (const name of ['AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
});

test.each<[string, Check, string, RegExp]>([
  ['account', accountCheck, 'ok', /^111122223333, as arn:me$/],
  ['bootstrap', bootstrapCheck, 'fails', /is not bootstrapped$/],
  ['producer', producersCheck, 'fails', /role\/orders: does not exist, so it cannot send/],
  ['partner API', partnerApiCheck, 'fails', /is disabled there$/],
  ['stacks', stacksCheck, 'ok', /not deployed yet/],
  ['table', mappingTableCheck, 'ok', /none yet$/],
  ['keys', keysCheck, 'ok', /none yet$/],
])('the SDK passes to the check what AWS answers: %s', async (_, check, status, words) => {
  const clients = awsClients();
  const context = aContext({}, { clients });
  const identity = async () => await askIdentity(clients, 'us-east-1', context.signal);
  const [first] = await check.run({ ...context, identity });

  expect(first).toMatchObject({ status, text: expect.stringMatching(words) });
});
