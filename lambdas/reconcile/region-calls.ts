import type { Log } from '../delivery/ports.ts';
import { pacer, type Time } from './pacer.ts';
import type { ReconcileReport } from './report.ts';

/** What came of a call: an answer, a failure after all tries, or no time left to make it. */
export type CallResult<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'failed' }
  | { readonly kind: 'late' };

/** Makes calls to one Region's EventBridge, at its rate. */
export type RegionCalls = <T>(call: () => Promise<T>, lastMs: number) => Promise<CallResult<T>>;

const tries = 3;
// A Region that fails so often in a row is left to the next run, for the others' sake.
const failuresToGiveUp = 10;

/** Opens the calls to a Region; none of them rejects. */
export function regionCalls(
  region: string,
  requestsPerSecond: number,
  { time, log, report }: { time: Time; log: Log; report: ReconcileReport },
): RegionCalls {
  const { ready } = pacer(requestsPerSecond, time);
  let failuresInARow = 0;
  const counts = report;

  const attempt = async <T>(
    call: () => Promise<T>,
    lastMs: number,
    triesLeft: number,
  ): Promise<CallResult<T>> => {
    if (failuresInARow >= failuresToGiveUp) return { kind: 'failed' };
    if (!(await ready(lastMs))) return { kind: 'late' };
    counts.calls += 1;
    try {
      const value = await call();
      failuresInARow = 0;
      return { kind: 'answered', value };
    } catch (error) {
      if (triesLeft > 1) return await attempt(call, lastMs, triesLeft - 1);
      failuresInARow += 1;
      counts.failedCalls += 1;
      counts.incomplete = true;
      log.warn('EventBridge did not answer the reconciler', { region, error });
      return { kind: 'failed' };
    }
  };
  return (call, lastMs) => attempt(call, lastMs, tries);
}
