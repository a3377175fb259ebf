import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { reconcileDeployment, reconcileEnvironment } from '../lambdas/deployment.ts';
import { standardReconcilePolicy } from '../lambdas/domain/reconciliation.ts';
import { reconcile } from '../lambdas/reconcile/handler.ts';
import type { ReconcileReport } from '../lambdas/reconcile/report.ts';
import { virtualTime } from '../test/support/virtual-time.ts';
import { callCounter } from './reconciler/call-counter.ts';
import { benchSources, benchTable } from './reconciler/fakes.ts';
import { makeRows, partnerName, regions, type Rows, type Spread } from './reconciler/rows.ts';

// One full pass of the reconciler over 100,000 sources on a virtual clock: does it keep to the rate, does it use it,
// and does it fit into its function's memory? Run it with `node bench/reconciler.ts`.

const SOURCES = 100_000;
const RATE = Number(reconcileEnvironment.RECONCILE_REQUESTS_PER_SECOND);
const SLACK = 1.1;
const START_MS = Date.parse('2026-11-21T19:00:00Z');
const EVERY_MS = reconcileDeployment.everyMinutes * 60_000;
const RUN_MS = reconcileDeployment.timeoutSeconds * 1000;
const MEBIBYTE = 2 ** 20;
const MAX_RUNS = 10;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** One in twenty is PENDING; some have changed in AWS since the table was last told. */
function fill(rows: Rows): void {
  for (let row = 0; row < rows.count; row += 1) {
    const state = row % 20 === 0 ? 1 : 2;
    rows.tableState[row] = state;
    rows.awsState[row] = state;
    rows.awsExpiryMs[row] = START_MS + (row % 7) * 86_400_000 + 3_600_000;
    if (row % 101 === 0) rows.awsState[row] = 3 - state;
    if (row % 503 === 0) rows.awsState[row] = 0;
  }
}

interface Measured {
  readonly spread: Spread;
  readonly runs: number;
  readonly calls: number;
  readonly busiest: number;
  readonly workedMs: number;
  readonly calendarMs: number;
  readonly mostInASecond: number;
  readonly heapBytes: number;
  readonly told: number;
}

async function measure(spread: Spread): Promise<Measured> {
  const rows = makeRows(SOURCES, spread);
  fill(rows);
  const time = virtualTime(START_MS);
  const counter = callCounter();
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  let heapBytes = 0;
  // As pages are read the most is under way; the rows are not on the heap.
  const onPage = () => {
    collectGarbage();
    heapBytes = Math.max(heapBytes, process.memoryUsage().heapUsed - before);
  };
  const services = servicesOf(rows, time, counter, onPage);

  let workedMs = 0;
  let told = 0;
  for (let runs = 1; runs <= MAX_RUNS; runs += 1) {
    const startMs = time.now();
    const run = reconcile({ dryRun: false, deadlineMs: startMs + RUN_MS }, services);
    const report: ReconcileReport = await time.runUntil(run);
    workedMs += time.now() - startMs;
    told += report.told;
    const calendarMs = time.now() - START_MS;
    if (report.oldestCheckSeconds !== undefined) {
      return { spread, runs, workedMs, calendarMs, heapBytes, told, ...counter.totals() };
    }
    time.advance(startMs + EVERY_MS - time.now());
  }
  throw new Error(`no full pass in ${MAX_RUNS} runs`);
}

const silent = () => undefined;

function servicesOf(
  rows: Rows,
  time: ReturnType<typeof virtualTime>,
  counter: ReturnType<typeof callCounter>,
  onPage: () => void,
) {
  const table = benchTable(rows, time);
  return {
    time,
    sources: benchSources(rows, time, counter),
    table: {
      ...table,
      page: async (after?: Parameters<typeof table.page>[0]) => {
        onPage();
        return await table.page(after);
      },
    },
    tellVendor: async (open: readonly unknown[]) => {
      for (let at = 0; at < open.length; at += 10) await time.sleep(30);
      return open.map(() => true);
    },
    log: { info: silent, warn: silent, error: silent },
    newGeneration: () => 'adopted',
    settings: {
      partnerName,
      regions,
      requestsPerSecond: RATE,
      policy: standardReconcilePolicy,
    },
  };
}

function print(measured: readonly Measured[]): boolean {
  const lines = measured.map((one) => {
    const boundMs = (one.busiest / RATE) * 1000 * SLACK;
    const holds =
      one.workedMs <= boundMs &&
      one.mostInASecond <= RATE &&
      one.heapBytes < reconcileDeployment.memoryMb * MEBIBYTE;
    const cells = [
      one.spread,
      one.runs,
      one.calls,
      one.busiest,
      seconds(one.workedMs),
      seconds(boundMs),
      seconds(one.calendarMs),
      `${one.mostInASecond} of ${RATE}`,
      (one.heapBytes / MEBIBYTE).toFixed(1),
      one.told,
      holds ? 'holds' : 'DOES NOT HOLD',
    ];
    return { row: `| ${cells.join(' | ')} |`, holds };
  });
  const head = [
    `One full pass over ${SOURCES} sources in ${regions.length} Regions`,
    '| spread | runs | calls | in the busiest Region | worked s | bound s | by the calendar s | most calls in a second | live heap MiB | told | |',
    '|---|---|---|---|---|---|---|---|---|---|---|',
  ];
  const rssMiB = Math.round(process.resourceUsage().maxRSS / 1024);
  const foot = `Bound: calls to the busiest Region / ${RATE} per second x ${SLACK}. The whole process took ${rssMiB} MiB at the most.`;
  process.stdout.write(`${[...head, ...lines.map(({ row }) => row), foot].join('\n')}\n`);
  return lines.every(({ holds }) => holds);
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(0);
}

const holds = print([await measure('even'), await measure('skewed')]);
process.exitCode = holds ? 0 : 1;
