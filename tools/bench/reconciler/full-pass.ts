import type { ReconcileServices } from '../../../lambdas/ports/reconcile-services.ts';
import {
  reconcileDeployment,
  reconcileRequestsPerSecond,
} from '../../../lambdas/settings/deployment.ts';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import { reconcile } from '../../../lambdas/reconcile/handler.ts';
import type { ReconcileReport } from '../../../lambdas/contract/reconcile-report.ts';
import { virtualClock, type VirtualClock } from '../../simulators/virtual-clock.ts';
import { silentLog } from '../../simulators/silent-log.ts';
import { measureMemory } from '../measure/memory.ts';
import { callCounter } from './call-counter.ts';
import { benchSources, benchTable } from './fakes.ts';
import { fill, startMs, untrueRows } from './fill.ts';
import { makeRows, partnerName, regions, type Rows, type Spread } from './rows.ts';

/** Calls a second in a Region that the deployed reconciler keeps to. */
export const callsPerSecond = reconcileRequestsPerSecond(standardSettings.quotas);

const everyMs = standardSettings.reconcile.everyMinutes * 60_000;
const runMs = reconcileDeployment.timeoutSeconds * 1000;
const maxRuns = 10;

/** One full pass over all sources, on a virtual clock. */
export interface FullPass {
  readonly runs: number;
  readonly calls: number;
  /** Calls to the Region that got most of them. */
  readonly busiest: number;
  /** What the runs took together. */
  readonly workedMs: number;
  /** From the start of the first run to the end of the last. */
  readonly calendarMs: number;
  /** In any Region. */
  readonly mostInASecond: number;
  /** Above what the process held before. */
  readonly heapBytes: number;
  /** Events for the vendor. */
  readonly notified: number;
}

/**
 * Lets the reconciler go once over this many sources, a third in each Region or most in one. Rejects when the table
 * does not say the truth afterwards. The process runs with `--expose-gc`.
 */
export async function fullPass(sources: number, spread: Spread): Promise<FullPass> {
  const rows = makeRows(sources, spread);
  fill(rows);
  const time = virtualClock(startMs);
  const counter = callCounter();
  const before = measureMemory().heapBytes;
  let heapBytes = 0;
  // While pages are read, most is in memory; the rows are not on the heap.
  const onPage = () => {
    heapBytes = Math.max(heapBytes, measureMemory().heapBytes - before);
  };
  const services = servicesOf(rows, { time, counter, onPage });

  let workedMs = 0;
  let notified = 0;
  for (let runs = 1; runs <= maxRuns; runs += 1) {
    const runStartMs = time.now();
    const run = reconcile({ dryRun: false, deadlineMs: runStartMs + runMs }, services);
    const report: ReconcileReport = await time.runUntil(run);
    workedMs += time.now() - runStartMs;
    notified += report.told;
    const calendarMs = time.now() - startMs;
    if (report.oldestCheckSeconds !== undefined) {
      checkTruth(rows);
      return { runs, workedMs, calendarMs, heapBytes, notified, ...counter.totals() };
    }
    time.advance(runStartMs + everyMs - time.now());
  }
  throw new Error(`no full pass in ${maxRuns} runs`);
}

function checkTruth(rows: Rows): void {
  const untrue = untrueRows(rows);
  if (untrue.length > 0) throw new Error(`the table is wrong of rows ${untrue.join(', ')}`);
}

interface Surroundings {
  readonly time: VirtualClock;
  readonly counter: ReturnType<typeof callCounter>;
  readonly onPage: () => void;
}

/** Nobody in the benchmark asked for what it missed. */
const nothingMissed = {
  controls: { control: async () => 'superseded' },
  replays: { create: async () => 'exists', find: async () => undefined },
  replayClaims: { claim: async (_, claim) => claim, replace: async () => false },
  wakeReplay: async () => undefined,
} satisfies Partial<ReconcileServices>;

function servicesOf(rows: Rows, { time, counter, onPage }: Surroundings) {
  const table = benchTable(rows, time);
  return {
    time,
    sources: benchSources(rows, time, counter),
    mappings: {
      ...table,
      page: async (after?: Parameters<typeof table.page>[0]) => {
        onPage();
        return await table.page(after);
      },
    },
    retirements: table,
    ...nothingMissed,
    sendNotifications: async (open: readonly unknown[]) => {
      for (let at = 0; at < open.length; at += 10) await time.sleep(30);
      return open.map(() => true);
    },
    log: silentLog,
    newGeneration: () => 'adopted',
    settings: {
      partnerName,
      regions,
      requestsPerSecond: callsPerSecond,
      policy: standardSettings.reconcile,
    },
  };
}
