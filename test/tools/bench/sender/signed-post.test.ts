import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { hash } from 'node:crypto';
import { requestSigner } from '../../../../lambdas/aws/request-signer.ts';
import { signedPoster } from '../../../../tools/bench/sender/senders/signed-post.ts';
import {
  startHttpStub,
  type HttpStub,
  type StubAnswer,
  type StubCall,
} from '../../../../tools/simulators/http-stub.ts';

const accepted = { body: '{"FailedEntryCount":0,"Entries":[{"EventId":"1"}]}' };
const body = Buffer.from('{"Entries":[{"Source":"größe"}]}');

let stub: HttpStub;
let calls: StubCall[] = [];
let answer: StubAnswer = accepted;

beforeAll(async () => {
  stub = await startHttpStub((call) => {
    calls.push(call);
    return answer;
  });
});

afterAll(async () => await stub.close());

beforeEach(() => {
  calls = [];
  answer = accepted;
});

function aPoster() {
  return signedPoster({
    url: new URL(stub.url),
    region: 'eu-west-1',
    accessKeyId: 'AKIA',
    secretAccessKey: 'secret',
  });
}

test("the floor's requests carry the signature of the product's signer, which is the SDK's", async () => {
  await aPoster()(body);
  const { headers, ...call } = calls[0]!;
  const { authorization, 'x-amz-date': time } = headers;
  const timeText = String(time).replace(/(....)(..)(..T..)(..)(..Z)/, '$1-$2-$3:$4:$5');
  const sent = {
    host: headers.host!,
    'content-type': headers['content-type']!,
    'x-amz-target': call.target,
  };
  const signed = requestSigner('eu-west-1', 'events')(
    { method: 'POST', path: '/', headers: sent, bodyHash: hash('sha256', body) },
    { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
    Date.parse(timeText),
  );

  expect(call.target).toBe('AWSEvents.PutPartnerEvents');
  expect(call.body).toEqual(body);
  expect(authorization).toBe(signed['authorization']);
});

test('a connection is kept', async () => {
  const post = aPoster();
  await post(body);
  await post(body);

  expect(calls[1]!.clientPort).toBe(calls[0]!.clientPort);
});

test.each([
  ['some entries are refused', { body: '{"FailedEntryCount":1,"Entries":[{}]}' }, 'HTTP 200'],
  ['no answer is given', 'hangUp', 'socket hang up'],
  ['the service fails', { ...accepted, status: 500 }, 'HTTP 500'],
] as const)('it fails when %s', async (_, given, problem) => {
  answer = given;

  await expect(aPoster()(body)).rejects.toThrow(problem);
});
