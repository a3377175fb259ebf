import { setTimeout as sleep } from 'node:timers/promises';
import { reconcileDeployment } from '../lambdas/settings/deployment.ts';
import type { BatchTotals } from './batch-totals.ts';
import type { Cloud } from './cloud.ts';
import { emulatorView } from './emulator-view.ts';
import { LiveLine, type Output } from '../terminal/live-line.ts';
import { lookAtProgress, progressLine } from './progress.ts';
import { newVendorEvents } from './reconcile/new-vendor-events.ts';
import { runLine } from './reconcile/run-line.ts';
import { runOnSchedule, Schedule } from './reconcile/schedule.ts';
import { vendorEventLine } from './reconcile/vendor-event-line.ts';

/** Local mode at work. */
export interface Running {
  readonly cloud: Cloud;
  readonly totals: BatchTotals;
  readonly output: Output;
  readonly signal: AbortSignal;
}

const lookEveryMs = 500;
const lookAtClockEveryMs = 1_000;

/** The reconciler's schedule, from a time of the emulator's clock on. */
export function reconcileSchedule(startMs: number): Schedule {
  return new Schedule(reconcileDeployment.everyMinutes * 60_000, startMs);
}

/** Goes on relaying what is put on the queue, and runs the reconciler on its schedule, until the signal. */
export async function stay(running: Running, schedule: Schedule): Promise<void> {
  const { cloud, totals, output, signal } = running;
  // Said only now: the invariants are held against the input alone, without what somebody does meanwhile.
  output.write(`Register, accept and receive in a browser: ${cloud.consoleUrl}\n`);
  output.write('Still relaying: send to the events queue, or press Ctrl-C to stop.\n');
  const live = new LiveLine(output, Date.now);
  const scheduled = runReconciler(running, schedule, live);
  const newEvents = newVendorEvents(emulatorView(cloud.endpoints.eventBridge));
  while (!signal.aborted) {
    try {
      for (const event of await newEvents()) live.note(vendorEventLine(event));
      live.show(progressLine(await lookAtProgress(cloud, totals)));
    } catch (error) {
      // A busy machine may cut a connection; the next look is half a second away.
      if (!signal.aborted) live.note(`local mode could not be looked at: ${causeOf(error)}`);
    }
    await pause(lookEveryMs, signal);
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
    pause: () => pause(lookAtClockEveryMs, signal),
  };
  await runOnSchedule(task, signal);
}

/** What `fetch` met, which says no more than that it failed. */
function causeOf(error: unknown): string {
  const cause = Error.isError(error) ? (error.cause ?? error) : error;
  return String(cause);
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
