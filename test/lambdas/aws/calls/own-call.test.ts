import { expect, test } from '@jest/globals';
import { answerIn, ownCall } from '../../../../lambdas/aws/calls/own-call.ts';
import { addressIn } from '../../../../lambdas/aws/calls/own-place.ts';
import { requestHandler } from '../../../../lambdas/aws/connections.ts';
import type { StubAnswer } from '../../../../tools/simulators/http-stub.ts';
import { startServices } from '../../../support/service-stub.ts';

/** A call that may take long enough on a busy machine, if it is answered at all. */
function callTo(url: string, timeoutMs = 60_000) {
  const address = addressIn(url);
  const operationOf = () =>
    ({ service: 'dynamodb', operation: 'Query', region: 'eu-west-1', address }) as const;
  return ownCall<object, object>({ timeoutMs, connections: requestHandler, operationOf }, answerIn);
}

test('a call is one signed request, with the trace of its invocation', async () => {
  await using services = await startServices({ body: '{"Count":1}' });
  process.env['_X_AMZN_TRACE_ID'] = 'Root=1-2';
  try {
    expect(await callTo(services.url)({ TableName: 'Mappings' })).toEqual({ Count: 1 });
  } finally {
    delete process.env['_X_AMZN_TRACE_ID'];
  }
  const [call, ...others] = services.calls;
  expect(others).toEqual([]);
  expect(call?.body.toString()).toBe('{"TableName":"Mappings"}');
  expect(call?.headers).toMatchObject({
    authorization: expect.stringContaining('/eu-west-1/dynamodb/aws4_request'),
    'x-amz-security-token': 'the token',
    'x-amzn-trace-id': 'Root=1-2',
  });
});

test.each<readonly [string, string, StubAnswer]>([
  ['an error', 'the answer is 500', { status: 500, body: '' }],
  ['a refusal', 'the answer is 400', { status: 400, body: '{"__type":"ValidationException"}' }],
  ['another success', 'the answer is 204', { status: 204, body: '{}' }],
  ['no JSON', 'not valid JSON', { body: '<html>' }],
  ['no object', 'not a JSON object', { body: '[]' }],
  ['an end of the connection', 'socket hang up', 'hangUp'],
])('after %s a call rejects, and is not made again', async (_, message, answer) => {
  await using services = await startServices(answer);
  await expect(callTo(services.url)({})).rejects.toThrow(message);
  expect(services.calls).toHaveLength(1);
});

test.each<readonly [string, StubAnswer]>([
  ['half an answer', { body: '{"Items":[', headers: { 'content-length': '100' } }],
  ['nothing', 'hang'],
  ['the beginning of an answer', 'headersAlone'],
])('with %s a call is given up in time, and is not made again', async (_, answer) => {
  await using services = await startServices(answer);
  await expect(callTo(services.url, 200)({})).rejects.toThrow(/abort|in time/);
  expect(services.calls.length).toBeLessThanOrEqual(1);
});

test('a call ends when its caller ends it', async () => {
  await using services = await startServices('hang');
  const abort = new AbortController();
  const answered = callTo(services.url)({}, { abortSignal: abort.signal });
  abort.abort(new Error('given up'));
  await expect(answered).rejects.toThrow(/abort|in time/);
});

test.each([new Uint8Array([1]), Buffer.from('a'), new Float64Array([1])])(
  'bytes are not sent, since only the SDK knows how: %p',
  async (bytes) => {
    await using services = await startServices({ body: '{}' });
    await expect(callTo(services.url)({ Key: { id: { B: bytes } } })).rejects.toThrow('bytes');
    expect(services.calls).toEqual([]);
  },
);
