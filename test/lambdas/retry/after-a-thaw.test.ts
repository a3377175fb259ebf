import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { writeRetryMessage } from '../../../lambdas/domain/retry-message.ts';
import type { LocalFunction } from '../../../local/lambda/function-host.ts';
import { startRuntimeApi, type RuntimeApi } from '../../../local/lambda/runtime-api.ts';
import { anSqsRecord } from '../../local/lambda/an-sqs-record.ts';
import { aDelivery, aMapping, testNowMs } from '../../support/domain-builders.ts';
import { untilState } from '../../support/process-state.ts';
import { startRetryBundle } from '../../support/start-retry-bundle.ts';
import { startThrottlingCloud } from '../../support/throttling-cloud.ts';

let runtimeApi: RuntimeApi;
let cloud: Awaited<ReturnType<typeof startThrottlingCloud>>;
let retry: LocalFunction;

beforeEach(async () => {
  runtimeApi = await startRuntimeApi({ port: 0 });
  cloud = await startThrottlingCloud(aMapping());
  retry = startRetryBundle({ cloudUrl: cloud.url, runtimeApi });
});

afterEach(async () => {
  await retry.close();
  await runtimeApi.close();
  await cloud.close();
});

/** Has the deployed bundle try an entry again at a given time; returns how many calls were cut off. */
async function retryAt(nowMs: number): Promise<number> {
  const delivery = aDelivery({
    attempts: 1,
    queuedAtMs: testNowMs,
    firstFailureTime: new Date(testNowMs).toISOString(),
  });
  const record = anSqsRecord({ body: writeRetryMessage(delivery) });
  const result = await retry.invoke({ nowMs, Records: [record] });
  expect(result).toEqual({ kind: 'returned', payload: { batchItemFailures: [] } });
  expect(cloud.takeSent()).toHaveLength(1);
  return cloud.resets();
}

test('no call goes over a connection that died while the process was frozen', async () => {
  expect(await retryAt(testNowMs)).toBe(0);
  const [processId] = retry.processIds();
  await untilState(processId!, 'T');
  cloud.forgetConnections();

  expect(await retryAt(testNowMs + 2_000)).toBe(0);
  expect(retry.processIds()).toEqual([processId]);
});
