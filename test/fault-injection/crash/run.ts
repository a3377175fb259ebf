import { setTimeout as sleep } from 'node:timers/promises';
import { startRecording } from '../../../local/history/recording.ts';
import { emulatorView } from '../../../local/emulator-view.ts';
import { flow, type CrashProgress } from './flow.ts';
import { openEvidence } from './open-evidence.ts';
import type { CrashOptions } from './options.ts';
import { runVerifier } from './run-verifier.ts';
import type { ConnectionFault } from './tcp-proxy.ts';
import type { Verdict } from './verdict.ts';
import { startWorld, type Crashed, type World } from './world.ts';

/** What a crash run showed. */
export interface CrashReport {
  readonly options: CrashOptions;
  readonly elapsedSeconds: number;
  readonly sources: number;
  /** Processes killed. */
  readonly killed: number;
  /** Runs of the recorder that failed or were killed. */
  readonly failedRecordings: number;
  readonly crashed: Crashed;
  /** What the proxies did to requests, by service. */
  readonly connectionFaults: Readonly<Record<string, Readonly<Record<ConnectionFault, number>>>>;
  /** Entries in the answers that EventBridge itself lost. */
  readonly lostAnswerEntries: number;
  readonly putPartnerEventsCalls: number;
  readonly verdict: Verdict;
}

/** Makes a crash run and has it verified. Rejects when its queues do not become empty, or it cannot be verified. */
export async function runCrash(
  options: CrashOptions,
  onProgress: (progress: CrashProgress) => void,
): Promise<CrashReport> {
  await using resources = new AsyncDisposableStack();
  const evidence = resources.adopt(await openEvidence(), (opened) => opened.remove());
  const world = resources.adopt(await startWorld(options, evidence), (started) => started.close());
  const { cloud, proxies, crashed, sources, rowsLost } = world;
  const { recording, failures } = record(world);
  resources.defer(() => recording.stop());
  const startedAtMs = performance.now();
  const killed = await flow(options, { cloud, evidence, onProgress });
  const elapsedSeconds = Math.round((performance.now() - startedAtMs) / 1000);
  await recording.untilClear();
  await evidence.complete({ historyRowsLost: rowsLost() });
  const counters = await emulatorView(cloud.endpoints.eventBridge).counters();
  const { sqs, dynamodb, eventBridge } = cloud.endpoints;
  return {
    options,
    elapsedSeconds,
    sources,
    killed,
    failedRecordings: failures(),
    crashed,
    connectionFaults: Object.fromEntries(
      Object.entries(proxies).map(([service, { faults }]) => [service, faults]),
    ),
    lostAnswerEntries: counters.lostResponseEntries,
    putPartnerEventsCalls: counters.putPartnerEventsCalls,
    verdict: await runVerifier({
      evidence: evidence.folder,
      sqs,
      dynamodb,
      table: cloud.historyTableName,
      eventBridge,
    }),
  };
}

/** Lets the recorder run every few seconds. */
function record({ cloud }: World) {
  let failures = 0;
  const recording = startRecording({
    recorder: cloud.functions.recorder,
    hasMessages: () => cloud.queues.history.census().visible > 0,
    clockMs: async () => Date.now(),
    onFailure: () => {
      failures += 1;
    },
    time: { now: Date.now, sleep },
  });
  return { recording, failures: () => failures };
}
