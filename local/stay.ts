import { setTimeout as sleep } from 'node:timers/promises';
import { localSettings } from '../lambdas/settings/local-settings.ts';
import type { BatchTotals } from './batch-totals.ts';
import type { Cloud } from './cloud.ts';
import { emulatorView } from './emulator-view.ts';
import { LiveLine, type Output } from '../terminal/live-line.ts';
import { progressLine, readProgress } from './progress.ts';
import type { Recording } from './history/recording.ts';
import { newVendorEvents } from './reconcile/new-vendor-events.ts';
import { runLine } from './reconcile/run-line.ts';
import { runOnSchedule, Schedule } from './reconcile/schedule.ts';
import { vendorEventLine } from './reconcile/vendor-event-line.ts';

/** A running local mode. */
export interface Running {
  readonly cloud: Cloud;
  readonly totals: BatchTotals;
  readonly output: Output;
  readonly signal: AbortSignal;
  readonly recording: Recording;
}

const readEveryMs = 500;
const readClockEveryMs = 1_000;

/** The reconciler's schedule, from a time of the emulator's clock on. */
export function reconcileSchedule(startMs: number): Schedule {
  return new Schedule(localSettings.reconcile.everyMinutes * 60_000, startMs);
}

/** Keeps relaying what arrives on the queue, and runs the reconciler on its schedule, until the signal. */
export async function stay(running: Running, schedule: Schedule, hints = ''): Promise<void> {
  const { cloud, totals, output, signal } = running;
  // Not printed earlier: the invariants are checked against the input alone, so nobody should add to it.
  output.write(`Register sources and receive events in a browser: ${cloud.consoleUrl}\n${hints}`);
  output.write('Still running: send more events to the queue, or press Ctrl-C to stop.\n');
  const live = new LiveLine(output, Date.now);
  const scheduled = runReconciler(running, schedule, live);
  const newEvents = newVendorEvents(emulatorView(cloud.endpoints.eventBridge));
  while (!signal.aborted) {
    try {
      for (const event of await newEvents()) live.note(vendorEventLine(event));
      live.show(progressLine(await readProgress(cloud, totals)));
    } catch (error) {
      // A busy machine may drop a connection; the next read follows in half a second.
      if (!signal.aborted) live.note(`progress could not be read: ${causeOf(error)}`);
    }
    await pause(readEveryMs, signal);
  }
  await scheduled;
  live.finish();
}

async function runReconciler(
  { cloud, signal }: Running,
  schedule: Schedule,
  live: LiveLine,
): Promise<void> {
  const view = emulatorView(cloud.endpoints.eventBridge);
  const task = {
    schedule,
    now: () => view.nowMs(),
    async run(nowMs: number) {
      const result = await cloud.functions.reconcile(nowMs);
      if (!signal.aborted) live.note(runLine(nowMs, result));
    },
    onError(error: unknown) {
      if (!signal.aborted) live.note(`reconciler    ${String(error)}`);
    },
    pause: () => pause(readClockEveryMs, signal),
  };
  await runOnSchedule(task, signal);
}

/** The cause of an error of `fetch`, whose own message says only that it failed. */
function causeOf(error: unknown): string {
  const cause = Error.isError(error) ? (error.cause ?? error) : error;
  return String(cause);
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
