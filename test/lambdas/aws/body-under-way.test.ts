import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { bodyJoiner } from '../../../lambdas/aws/entries-body.ts';
import { partnerEventsPutter } from '../../../lambdas/aws/put-partner-events.ts';
import { aDelivery, aDomainEvent } from '../../support/domain-builders.ts';

// Bodies are written into memory that earlier ones have left. Here a server reads as late as it can.

/** More than the sockets of both sides hold, so that a body waits in the process until it is read. */
const bytes = 16 * 1_048_576;
const answer = '{"FailedEntryCount":0,"Entries":[{"EventId":"one"}]}';

interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

let server: ReturnType<typeof createServer>;
let calls: Call[];
let onCall: (call: Call) => void;
const before = { ...process.env };

beforeEach(async () => {
  calls = [];
  onCall = readAndAnswer;
  server = createServer((request, response) => {
    const call = { request, response };
    calls.push(call);
    onCall(call);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: '111122223333',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_ENDPOINT_URL_EVENTBRIDGE: `http://127.0.0.1:${port}`,
  });
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  for (const name of [
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_ENDPOINT_URL_EVENTBRIDGE',
  ]) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
});

function readAndAnswer({ request, response }: Call): void {
  request.resume().on('end', () => response.end(answer));
}

const answerAtOnce = ({ response }: Call) => void response.end(answer);
const neverEnd = ({ response }: Call) => void response.write('x'.repeat(3_000_000));
const anotherProtocol = ({ request }: Call) =>
  void request.socket.write(
    'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: any\r\n\r\n',
  );
const breakOff = ({ request }: Call) => void request.socket.destroy();

/** The characters that a body's text is made of, as far as it comes. */
async function charactersOf({ request }: Call): Promise<string> {
  const seen = new Set<string>();
  let length = 0;
  const isText = (chunk: Buffer) => length > 1_000 && chunk.length > 1_000;
  request.on('data', (chunk: Buffer) => {
    // Not the beginning and the end, where the other members are.
    if (isText(chunk))
      for (const byte of chunk.subarray(0, -500)) seen.add(String.fromCharCode(byte));
    length += chunk.length;
  });
  await new Promise((resolve) => request.on('close', resolve).on('error', resolve));
  expect(length).toBeGreaterThan(1_000_000);
  return [...seen].join('');
}

function aLargeDelivery(character: string) {
  const detailJson = `{"text":"${character.repeat(bytes)}"}`;
  return aDelivery({ event: aDomainEvent({ detailJson }) });
}

describe('a body that is under way', () => {
  test('is not written over while the server has not read it', async () => {
    const put = partnerEventsPutter();
    onCall = () => undefined;
    const first = put('eu-west-1', [aLargeDelivery('a')], 60_000);
    await called();
    onCall = readAndAnswer;
    await put('eu-west-1', [aLargeDelivery('b')], 60_000);
    await put('eu-west-1', [aLargeDelivery('c')], 60_000);
    const [call] = calls;
    call!.request.on('end', () => call!.response.end(answer));

    expect(await charactersOf(call!)).toBe('a');
    expect(await first).toMatchObject({ kind: 'answered' });
  });
});

/** Makes a call; counts how often the memory of its body is given back. */
async function isGivenBackAfter(behaviour: (call: Call) => void, timeoutMs = 60_000) {
  const join = bodyJoiner();
  let givenBack = 0;
  const put = partnerEventsPutter((deliveries) => {
    const body = join(deliveries);
    const giveBack = () => {
      givenBack += 1;
      body.giveBack();
    };
    return { ...body, giveBack };
  });
  onCall = behaviour;
  const { kind } = await put('eu-west-1', [aLargeDelivery('a')], timeoutMs);
  return { kind, givenBack };
}

describe('the memory of a body is given back', () => {
  test('once a whole answer has come', async () => {
    expect(await isGivenBackAfter(readAndAnswer)).toEqual({ kind: 'answered', givenBack: 1 });
  });

  test('not when the answer comes before everything has left the process', async () => {
    expect(await isGivenBackAfter(answerAtOnce)).toEqual({ kind: 'answered', givenBack: 0 });
  });

  test.each([
    ['when no answer comes in time', () => undefined],
    ['when the answer stops', ({ response }: Call) => void response.write('{"Ent')],
  ])('not %s', async (_, behaviour) => {
    expect(await isGivenBackAfter(behaviour, 300)).toEqual({ kind: 'failed', givenBack: 0 });
  });

  test('not when the answer is endless, or the connection breaks', async () => {
    expect(await isGivenBackAfter(neverEnd)).toEqual({ kind: 'failed', givenBack: 0 });
    expect(await isGivenBackAfter(breakOff)).toEqual({ kind: 'failed', givenBack: 0 });
  });

  test('not when the server wants another protocol, which ends the call', async () => {
    expect(await isGivenBackAfter(anotherProtocol)).toEqual({ kind: 'failed', givenBack: 0 });
  });
});

/** Resolves when the first request has come. */
async function called(): Promise<void> {
  while (calls.length === 0) await once(server, 'request');
}
