import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { seededRandom } from '../../../emulator/faults/random.ts';
import { localSettings } from '../../../lambdas/settings/local-settings.ts';
import { withOverrides } from '../../../lambdas/settings/standard-settings.ts';
import { addLogLine, newBatchTotals } from '../../../local/batch-totals.ts';
import { startCloud, type Cloud } from '../../../local/cloud.ts';
import { emulatorView } from '../../../local/emulator-view.ts';
import { registerSources } from '../../../local/register-sources.ts';
import type { Endpoints } from '../../../local/sdk-environment.ts';
import type { Evidence } from './open-evidence.ts';
import type { CrashOptions } from './options.ts';
import { startProxies, type Proxies } from './proxies.ts';
import { largestEntryBytes, makeSources } from './workload.ts';

/** What the kills hit. */
export interface Crashed {
  /** Invocations that ended without an answer; the other kills hit a process that waited. */
  invocations: number;
  /** Messages that those invocations had been given. */
  messages: number;
  /** Entries in the calls to EventBridge that they had in flight: a crash repeats them unavoidably. */
  entriesUnderWay: number;
}

/** Local mode with proxies between the functions and the services, its customers registered. */
export interface World {
  readonly cloud: Cloud;
  readonly proxies: Proxies;
  readonly sources: number;
  readonly crashed: Crashed;
  /** Rows of which the functions have reported that the history did not take them. */
  readonly rowsLost: () => number;
  close(): Promise<void>;
}

const connectionFaults = { cutRate: 0.001, stallRate: 0.000_5, stallMs: 4_000 };

const eventBridgeFaults = {
  throttlingRate: 0.02,
  internalFailureRate: 0.005,
  requestFailureRate: 0.002,
  lostResponseRate: 0.000_5,
};

const feeding = {
  // Large batches, of which a crash could repeat much.
  settings: withOverrides(localSettings, {
    delivery: { prefer: 'cost' },
    entryLimits: { maxEntryBytes: largestEntryBytes },
  }),
  // Not as on AWS: a run waits for its last messages, which are few, again and again.
  quietSeconds: 0,
} as const;

/** Starts it all. The seed leads the customers and the faults; what is ambiguous is noted as evidence. */
export async function startWorld(
  { seed, callMs, visibilityTimeoutSeconds, maxBatchSize }: CrashOptions,
  evidence: Evidence,
): Promise<World> {
  await using resources = new AsyncDisposableStack();
  const crashed = { invocations: 0, messages: 0, entriesUnderWay: 0 };
  const opened: Proxies[] = [];
  const totals = newBatchTotals();
  const cloud = resources.adopt(
    await startCloud({
      firstPort: 0,
      regions: [],
      ...feeding,
      onOutput: (line) => addLogLine(totals, line),
      async functionEndpoints(services) {
        const proxies = await openProxies(services, seed, { crashed, evidence });
        opened.push(proxies);
        for (const proxy of Object.values(proxies)) resources.defer(() => proxy.close());
        return endpointsOf(proxies);
      },
      ...(maxBatchSize !== undefined && { maxBatchSize }),
      onInvocation(event, { kind }) {
        if (kind !== 'returned') noteCrash(event, { crashed, evidence });
      },
    }),
    (started) => started.close(),
  );
  const [proxies] = opened;
  if (proxies === undefined) throw new Error('The functions were started without proxies');
  const sources = await registerCustomers(cloud, seed, evidence);
  await emulatorView(cloud.endpoints.eventBridge).askForFaults({
    ...eventBridgeFaults,
    latencyMs: callMs,
    seed,
  });
  await setVisibilityTimeouts(cloud, visibilityTimeoutSeconds);
  const owned = resources.move();
  const rowsLost = () => totals.historyRowsLost;
  return { cloud, proxies, sources, crashed, rowsLost, close: () => owned.disposeAsync() };
}

/** Where what the kills hit is noted. */
interface Notes {
  readonly crashed: Crashed;
  readonly evidence: Evidence;
}

/** Starts proxies in front of the services, which note the calls that nobody saw answered. */
async function openProxies(
  services: Endpoints,
  seed: number,
  { crashed, evidence }: Notes,
): Promise<Proxies> {
  return await startProxies(services, {
    ...connectionFaults,
    random: seededRandom(seed + 1),
    onUnanswered(call) {
      evidence.unanswered(call);
      const { service, eventIds, isAbandoned } = call;
      if (service === 'eventBridge' && isAbandoned) crashed.entriesUnderWay += eventIds.length;
    },
  });
}

function endpointsOf({ sqs, dynamodb, eventBridge }: Proxies): Endpoints {
  return { sqs: sqs.url, dynamodb: dynamodb.url, eventBridge: eventBridge.url };
}

function noteCrash(event: SQSEvent, { crashed, evidence }: Notes): void {
  crashed.invocations += 1;
  crashed.messages += event.Records.length;
  evidence.crashed(event);
}

/** Registers the customers and returns how many sources they have. */
async function registerCustomers(cloud: Cloud, seed: number, evidence: Evidence): Promise<number> {
  const sources = makeSources(seededRandom(seed));
  await registerSources(sources, cloud);
  await evidence.registered(sources);
  return sources.length;
}

async function setVisibilityTimeouts({ queues, sqsClient }: Cloud, seconds: number): Promise<void> {
  for (const { url } of [queues.events, queues.retries, queues.history]) {
    const attributes = { VisibilityTimeout: String(seconds) };
    await sqsClient.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: attributes }));
  }
}
