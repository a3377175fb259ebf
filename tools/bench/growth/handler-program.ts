import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import { deployments } from '../../../lambdas/settings/deployment.ts';
import { answerParent } from '../measure/child-program.ts';
import { measureMemory } from '../measure/memory.ts';
import { ownCpuMicros } from '../measure/process-cpu.ts';
import { batchesOf, batchOfParts } from './batches.ts';
import { sentPartSchema } from './stub-answers.ts';
import { workloadSchema } from './workload.ts';

// The fan-out function's bundle, invoked as Lambda invokes it. Making the batches is not counted, and neither is what
// Lambda's runtime does with them before.

const question = v.union([
  v.object({ workload: workloadSchema }),
  v.object({ parts: v.array(sentPartSchema) }),
]);

const { memoryMb, timeoutSeconds } = deployments['fan-out'];

const bundle = join(process.env['FUNCTION_FOLDER'] ?? '', 'index.mjs');
const exported: Record<string, unknown> = await import(pathToFileURL(bundle).href);
const { handler } = exported;
if (typeof handler !== 'function') throw new Error(`${bundle} exports no handler`);

// A look at the memory takes some microseconds.
const sampleMs = 50;

const answerSchema = v.object({ batchItemFailures: v.array(v.unknown()) });

async function handle(batch: object): Promise<void> {
  const deadlineMs = Date.now() + timeoutSeconds * 1000;
  const context = {
    functionName: 'fan-out',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:fan-out',
    memoryLimitInMB: String(memoryMb),
    awsRequestId: 'bench',
    getRemainingTimeInMillis: () => deadlineMs - Date.now(),
  };
  const answer: unknown = typeof handler === 'function' ? await handler(batch, context) : undefined;
  const { batchItemFailures } = v.parse(answerSchema, answer);
  if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} came back`);
}

/** Calls the handler; the most memory that the process has meanwhile. */
async function watchedHandle(batch: object): Promise<number> {
  let maxRssBytes = 0;
  const look = () => {
    maxRssBytes = Math.max(maxRssBytes, process.memoryUsage.rss());
  };
  const timer = setInterval(look, sampleMs);
  await handle(batch);
  clearInterval(timer);
  look();
  return maxRssBytes;
}

async function run(toHandle: Iterable<object>) {
  let [cpuMicros, batches, maxRssBytes] = [0, 0, 0];
  for (const batch of toHandle) {
    const before = ownCpuMicros();
    const rssBytes = await watchedHandle(batch);
    cpuMicros += ownCpuMicros() - before;
    batches += 1;
    maxRssBytes = Math.max(maxRssBytes, rssBytes);
  }
  const { heapBytes } = measureMemory();
  return { cpuMicros, batches, heapBytes, maxRssBytes };
}

answerParent(async (asked) => {
  const wanted = v.parse(question, asked);
  return 'parts' in wanted
    ? await run([batchOfParts(wanted.parts, Date.now())])
    : await run(batchesOf(wanted.workload, Date.now()));
});
