import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createSenders } from '../../../emulator/targets/senders.ts';
import type { Target } from '../../../emulator/state/event-bus.ts';

const open: Server[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function anEndpoint(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${(address as AddressInfo).port}`;
}

const neverAnswers: RequestListener = () => undefined;
const answers: RequestListener = (request, response) =>
  void request.resume().on('end', () => response.end());

function aTarget(arn: string): Target {
  return {
    id: 'target',
    arn,
    messageGroupId: undefined,
    input: { kind: 'event' },
    deadLetterArn: undefined,
    maxRetryAttempts: 0,
    maxEventAgeMs: 60_000,
    given: {},
  };
}

const functionNamed = (name: string) =>
  aTarget(`arn:aws:lambda:us-east-1:000000000101:function:${name}`);
const queue = aTarget('arn:aws:sqs:us-east-1:000000000101:queue');

/** Sends that nothing answers; more than there may be at a time. */
function occupy(senders: ReturnType<typeof createSenders>, target: Target) {
  return Promise.all(Array.from({ length: 20 }, () => senders.send(target, '{}')));
}

describe('a target that never answers', () => {
  test('keeps no other target waiting', async () => {
    const lambdaEndpoint = await anEndpoint((request, response) =>
      (request.url?.includes('/hangs/') ? neverAnswers : answers)(request, response),
    );
    const senders = createSenders({ sqsEndpoint: undefined, lambdaEndpoint });
    const hanging = occupy(senders, functionNamed('hangs'));
    expect(await senders.send(functionNamed('works'), '{}')).toEqual({ kind: 'delivered' });
    senders.close();
    void hanging;
  });

  test('keeps no dead letter of its own waiting', async () => {
    const sqsEndpoint = await anEndpoint((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        if (!body.includes('/queue"')) response.writeHead(400).end('{}');
      });
    });
    const senders = createSenders({ sqsEndpoint, lambdaEndpoint: undefined });
    void occupy(senders, queue);
    const dead = { queueArn: 'arn:aws:sqs:us-east-1:000000000101:dead', body: '{}' };
    expect(await senders.sendDeadLetter(dead)).toMatchObject({ kind: 'failed' });
    senders.close();
  });

  test.each([
    ['a function', functionNamed('hangs')],
    ['a queue', queue],
  ])('has failed after a while: %s', async (_what, target) => {
    const endpoint = await anEndpoint(neverAnswers);
    const senders = createSenders({ sqsEndpoint: endpoint, lambdaEndpoint: endpoint }, 20);
    const timedOut = { kind: 'failed', code: 'TIMEOUT', isRetryable: true };
    expect(await senders.send(target, '{}')).toMatchObject(timedOut);
    senders.close();
  });
});
