import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SQSEvent } from 'aws-lambda';
import * as v from 'valibot';
import { deploymentsFor } from '../../../lambdas/settings/deployment.ts';
import { answerParent } from '../measure/child-program.ts';
import { measureMemory } from '../measure/memory.ts';
import { ownCpuMicros } from '../measure/process-cpu.ts';
import { batchesOf, batchOfParts } from './batches.ts';
import { sentPartSchema } from './stub-answers.ts';
import { workloadSchema } from './workload.ts';

// At such rates a stage prefers cost.
const deployments = deploymentsFor('cost');

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
// Of a crowded batch some look-ups may be too late.
const maxReceives = 10;

const answerSchema = v.object({
  batchItemFailures: v.array(v.object({ itemIdentifier: v.string() })),
});

/** Calls the handler; the ids of the messages that come again. */
async function handle(batch: SQSEvent): Promise<ReadonlySet<string>> {
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
  return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
}

let maxRssBytes = 0;

function lookAtRss(): void {
  maxRssBytes = Math.max(maxRssBytes, process.memoryUsage.rss());
}

/** Gives the function batches, and what comes back of one as SQS does, again. */
async function run(batches: Iterable<SQSEvent>) {
  const timer = setInterval(lookAtRss, sampleMs);
  let [cpuMicros, invocations] = [0, 0];
  maxRssBytes = 0;
  for (const { Records: records } of batches) {
    let left = records;
    for (let receives = 1; left.length > 0; receives += 1) {
      if (receives > maxReceives) throw new Error(`${left.length} come back for ever`);
      const before = ownCpuMicros();
      const returned = await handle({ Records: left });
      cpuMicros += ownCpuMicros() - before;
      invocations += 1;
      lookAtRss();
      left = left.filter(({ messageId }) => returned.has(messageId));
    }
  }
  clearInterval(timer);
  const { heapBytes } = measureMemory();
  return { cpuMicros, batches: invocations, heapBytes, maxRssBytes };
}

answerParent(async (asked) => {
  const wanted = v.parse(question, asked);
  return 'parts' in wanted
    ? await run([batchOfParts(wanted.parts, Date.now())])
    : await run(batchesOf(wanted.workload, Date.now()));
});
