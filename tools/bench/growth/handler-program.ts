import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import { deploymentsFor } from '../../../lambdas/settings/deployment.ts';
import { answerParent } from '../measure/child-program.ts';
import { measureMemory } from '../measure/memory.ts';
import { ownCpuMicros } from '../measure/process-cpu.ts';
import { batchesOf } from './batches.ts';
import type { Workload } from './workload.ts';

// At such rates a stage prefers cost.
const deployments = deploymentsFor('cost');

// The fan-out function's bundle, invoked as Lambda invokes it. Making the batches is not counted, and neither is what
// Lambda's runtime does with them before.

const question = v.object({
  events: v.number(),
  mappings: v.number(),
  generators: v.number(),
  detailBytes: v.number(),
});

const { memoryMb, timeoutSeconds } = deployments['fan-out'];

const bundle = join(process.env['FUNCTION_FOLDER'] ?? '', 'index.mjs');
const exported: Record<string, unknown> = await import(pathToFileURL(bundle).href);
const { handler } = exported;
if (typeof handler !== 'function') throw new Error(`${bundle} exports no handler`);

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

async function run(workload: Workload) {
  let [cpuMicros, batches, maxRssBytes] = [0, 0, 0];
  for (const batch of batchesOf(workload, Date.now())) {
    const before = ownCpuMicros();
    await handle(batch);
    cpuMicros += ownCpuMicros() - before;
    batches += 1;
    maxRssBytes = Math.max(maxRssBytes, process.memoryUsage.rss());
  }
  const { heapBytes } = measureMemory();
  return { cpuMicros, batches, heapBytes, maxRssBytes };
}

answerParent(async (asked) => await run(v.parse(question, asked)));
