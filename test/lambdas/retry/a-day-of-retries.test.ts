import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { deployments } from '../../../lambdas/settings/deployment.ts';
import { writeRetryMessage } from '../../../lambdas/domain/retry-message.ts';
import { lineageKey } from '../../../local/lambda/lineage.ts';
import { startRuntimeApi, type RuntimeApi } from '../../../local/lambda/runtime-api.ts';
import { readTraceHeader } from '../../../local/lambda/trace-header.ts';
import { aDelivery, aMapping, testNowMs } from '../../support/domain-builders.ts';
import { retryRegion, startRetryBundle } from '../../support/start-retry-bundle.ts';
import { startThrottlingCloud } from '../../support/throttling-cloud.ts';
import { anSqsRecord } from '../../local/lambda/an-sqs-record.ts';

const retryArn = `arn:aws:lambda:${retryRegion}:000000000000:function:retry`;
const hourMs = 3_600_000;

let runtimeApi: RuntimeApi;
let cloud: Awaited<ReturnType<typeof startThrottlingCloud>>;

beforeAll(async () => {
  runtimeApi = await startRuntimeApi({ port: 0 });
  cloud = await startThrottlingCloud(aMapping());
});

afterAll(async () => {
  await runtimeApi.close();
  await cloud.close();
});

/** Takes an entry that failed once round and round, each message when its delay is over, until it stays away. */
async function goRound(recursiveLoop: 'Allow' | 'Terminate') {
  const retry = startRetryBundle({ cloudUrl: cloud.url, runtimeApi, recursiveLoop });
  const first = aDelivery({
    attempts: 1,
    queuedAtMs: testNowMs,
    firstFailureTime: new Date(testNowMs).toISOString(),
  });
  let message = { body: writeRetryMessage(first), traceHeader: 'Root=1-0-0;Lineage=aaaaaaaa:1' };
  let nowMs = testNowMs;
  try {
    for (let runs = 0; ; runs += 1) {
      const hours = (nowMs - testNowMs) / hourMs;
      const result = await retry.invoke({ nowMs, ...eventOf(message) }, [message.traceHeader]);
      if (result.kind !== 'returned') return { runs, hours, result, letters: [] };

      expect(result.payload).toEqual({ batchItemFailures: [] });
      const sent = cloud.takeSent();
      const letters = sent.filter(({ queueUrl }) => queueUrl.endsWith('/retries-dead-letters'));
      const [again, ...more] = sent.filter(({ queueUrl }) => queueUrl.endsWith('/retries'));
      expect(more).toEqual([]);
      if (again === undefined) return { runs: runs + 1, hours, result, letters };
      message = { body: again.body, traceHeader: again.traceHeader ?? '' };
      // The batch's window comes on top of the delay.
      nowMs += (again.delaySeconds + deployments.retry.batchWindowSeconds) * 1000;
    }
  } finally {
    await retry.close();
  }
}

function eventOf({ body, traceHeader }: { body: string; traceHeader: string }) {
  const { attributes } = anSqsRecord();
  const record = anSqsRecord({ body, attributes: { ...attributes, AWSTraceHeader: traceHeader } });
  return { Records: [record] };
}

test('an entry that EventBridge throttles is retried for 24 hours, as it is deployed', async () => {
  const { runs, hours, letters } = await goRound(deployments.retry.recursiveLoop);

  expect(runs).toBeGreaterThan(100);
  expect(hours).toBeGreaterThanOrEqual(24);
  expect(hours).toBeLessThan(24.1);
  expect(letters.map(({ attributes }) => attributes['reason']?.StringValue)).toEqual([
    'not accepted within 24 hours',
  ]);
  expect(letters[0]!.attributes['errorCode']!.StringValue).toBe('ThrottlingException');
  // The SDK in the bundle passed on how often the function had run, each time.
  expect(readTraceHeader(letters[0]!.traceHeader!).lineage).toEqual(
    new Map([
      ['aaaaaaaa', 1],
      [lineageKey(retryArn), runs],
    ]),
  );
}, 60_000);

test('the same entry is stopped at its 17th round where the function is left on Terminate', async () => {
  const { runs, hours, result } = await goRound('Terminate');

  expect(runs).toBe(16);
  expect(hours).toBeLessThan(4);
  expect(result).toMatchObject({ kind: 'failed', errorType: 'RecursiveInvocationException' });
}, 60_000);
