import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { deploymentsFor } from '../../../lambdas/settings/deployment.ts';
import { startCloud } from '../../../local/cloud.ts';
import { localSettings } from '../../../lambdas/settings/local-settings.ts';
import { withOverrides } from '../../../lambdas/settings/standard-settings.ts';
import { size } from '../../../local/queues.ts';
import { registerSources } from '../../../local/register-sources.ts';
import { answerParent } from '../measure/child-program.ts';
import { cpuMicrosOf, ownCpuMicros } from '../measure/process-cpu.ts';
import { readFeeding } from './feeding.ts';
import { startEmptyPump } from './empty-pump.ts';
import { benchSources } from './events.ts';
import { passagesOf } from './passages.ts';
import { question, type Passage, type Usage } from './questions.ts';

// Local mode in a process of its own, without the sender of the events; its functions have their own.

const { prefer, quietSeconds } = readFeeding(process.env['BENCH_FEEDING']);
const { batchSize, batchWindowSeconds } = deploymentsFor(prefer)['fan-out'];
const limits = { batchSize, windowMs: batchWindowSeconds * 1000 };
const lookEveryMs = 5;

const failed: string[] = [];
let batches = 0;
let passages: Passage[] = [];

const cloud = await startCloud({
  firstPort: 0,
  regions: [],
  settings: withOverrides(localSettings, { delivery: { prefer } }),
  quietSeconds,
  onOutput: () => undefined,
  onInvocation(event, { kind }) {
    batches += 1;
    if (kind !== 'returned') failed.push(kind);
    for (const passage of passagesOf(event, limits)) passages.push(passage);
  },
});
await registerSources(benchSources, cloud);
const pump = await startEmptyPump(cloud.sqsClient);
cloud.functions.startPolling();

answerParent(
  async (asked) => {
    const wanted = v.parse(question, asked);
    switch (wanted.ask) {
      case 'where': {
        const { sqs, eventBridge } = cloud.endpoints;
        return { sqs, eventBridge, eventsQueueUrl: cloud.queues.events.url };
      }
      case 'usage':
        return usageNow();
      case 'settle':
        return await settle();
      case 'pump':
        return { elapsedMs: await pump.empty(wanted.queueUrl, wanted.messages) };
    }
  },
  async () => {
    await pump.close();
    await cloud.close();
  },
);

function usageNow(): Usage {
  const ofFunctions = cloud.functions.processIds().map(cpuMicrosOf);
  const known = ofFunctions.filter((micros) => micros !== undefined);
  const isKnown = known.length === ofFunctions.length;
  return {
    servicesMicros: ownCpuMicros(),
    functionsMicros: isKnown ? known.reduce((sum, micros) => sum + micros, 0) : null,
  };
}

async function settle() {
  const { events, retries } = cloud.queues;
  while (!cloud.functions.isIdle() || size(events) > 0 || size(retries) > 0) {
    await sleep(lookEveryMs);
  }
  if (failed.length > 0) throw new Error(`invocations ${failed.join(', ')}`);
  const done = { batches, passages };
  batches = 0;
  passages = [];
  return done;
}
