import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { startRuntimeApi } from '../../../local/lambda/runtime-api.ts';
import type { RuntimeApi } from '../../../local/lambda/runtime-api.ts';

const functionArn = 'arn:aws:lambda:eu-west-1:000000000000:function:fan-out';
const traceHeader = 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0;Lineage=1b2c3d4e:5';
const deadlineMs = 1_795_290_000_000;
const invocation = { requestId: 'request-1', body: '{"n":1}', deadlineMs, traceHeader };

let runtimeApi: RuntimeApi;

beforeEach(async () => {
  runtimeApi = await startRuntimeApi({ port: 0 });
});

afterEach(async () => {
  await runtimeApi.close();
});

function aProcess() {
  const { address, channel, detach } = runtimeApi.attach(functionArn);
  const url = `http://${address}/2018-06-01/runtime`;
  return {
    channel,
    detach,
    next: async () => await fetch(`${url}/invocation/next`),
    post: async (path: string, body: string) =>
      await fetch(`${url}/${path}`, { method: 'POST', body }),
  };
}

describe('the Runtime API', () => {
  test('gives a process its invocation with the headers of Lambda, and accepts the answer', async () => {
    const { channel, next, post } = aProcess();
    const asked = next();
    expect(await channel.idle()).toBe(true);
    const result = channel.invoke(invocation);

    const response = await asked;
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'lambda-runtime-aws-request-id': 'request-1',
      'lambda-runtime-deadline-ms': '1795290000000',
      'lambda-runtime-invoked-function-arn': functionArn,
      'lambda-runtime-trace-id': traceHeader,
    });
    expect(await response.json()).toEqual({ n: 1 });
    expect((await post('invocation/request-1/response', '{"ok":true}')).status).toBe(202);
    expect(await result).toEqual({ kind: 'returned', payload: { ok: true } });
  });

  test.each([
    ['{"errorType":"TypeError","errorMessage":"no table"}', 'TypeError', 'no table'],
    ['{}', 'Error', ''],
    ['not json', 'Runtime.InvalidErrorReport', 'not json'],
  ])('takes the error report %s', async (report, errorType, errorMessage) => {
    const { channel, next, post } = aProcess();
    const asked = next();
    await channel.idle();
    const result = channel.invoke(invocation);
    await asked;
    await post('invocation/request-1/error', report);

    expect(await result).toEqual({ kind: 'failed', errorType, errorMessage, stackTrace: [] });
  });

  test('fails what is invoked after the process could not start', async () => {
    const { channel, post } = aProcess();
    await post('init/error', '{"errorType":"SyntaxError","errorMessage":"no"}');

    expect(await channel.idle()).toBe(false);
    expect(await channel.invoke(invocation)).toMatchObject({ errorType: 'SyntaxError' });
  });

  test('refuses an answer to a request which the process is not running', async () => {
    const { post } = aProcess();

    expect((await post('invocation/request-9/response', 'null')).status).toBe(400);
  });

  test('answers 404 for other paths and for detached processes', async () => {
    const { detach, next, post } = aProcess();

    expect((await post('invocation/next/more', '')).status).toBe(404);
    detach();
    expect((await next()).status).toBe(404);
  });

  test('keeps processes apart', async () => {
    const [one, other] = [aProcess(), aProcess()];
    const asked = one.next();
    await one.channel.idle();
    const result = one.channel.invoke(invocation);
    await asked;

    expect((await other.post('invocation/request-1/response', 'null')).status).toBe(400);
    expect((await one.post('invocation/request-1/response', '1')).status).toBe(202);
    expect(await result).toEqual({ kind: 'returned', payload: 1 });
  });
});
