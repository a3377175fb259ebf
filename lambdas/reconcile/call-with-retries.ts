import { failureOf } from '../aws/failure-of.ts';
import { isUnanswered } from '../domain/outcome.ts';
import type { Log } from '../ports/delivery.ts';
import type { Time } from '../ports/time.ts';
import type { BreakerState, CircuitBreaker } from './circuit-breaker.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type { ReconcileReport } from '../contract/reconcile-report.ts';
import { nameUnanswered, noteFailure } from './report.ts';
import type { Semaphore } from './semaphore.ts';

/** The log line of a source, or a listing, for which there was no answer. */
export const unansweredMessage = 'EventBridge did not answer the reconciler';

/** The result of a call: an answer, none after all tries, or no time left to make it. */
export type CallResult<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'failed' }
  | { readonly kind: 'late' };

/** A call to make. */
interface Call<T> {
  /** The source that the call is about; a listing has none. */
  readonly sourceName?: string;
  /** Makes the call once; rejects when there is no answer in this time. */
  readonly make: (timeoutMs: number) => Promise<T>;
  /** No try starts later, epoch milliseconds. */
  readonly lastMs: number;
  /** Is made at once, even in a Region that does not answer. */
  readonly isVital?: boolean;
}

/** What calls need from outside. */
export interface RetryServices {
  readonly region: string;
  readonly time: Time;
  readonly log: Log;
  readonly report: ReconcileReport;
}

/** What holds calls back: the Region's rate, the calls in flight, and its circuit breaker. */
interface Gates extends RateLimiter {
  readonly inFlight: Semaphore;
  readonly breaker: CircuitBreaker;
}

interface FailedTry {
  readonly kind: 'failed';
  readonly error: unknown;
  readonly state: BreakerState;
}

/** The result of one try. `skipped`: no call was made, since the Region does not answer. */
type TryResult<T> =
  Exclude<CallResult<T>, { kind: 'failed' }> | FailedTry | { readonly kind: 'skipped' };

/** How long a call may take, milliseconds. */
const timeoutMs = 5_000;
/** The same while a Region answers for no source: then all of 40 calls a second may take it. */
const doubtfulTimeoutMs = 2_000;
const maxTries = 3;
/** A call that took its whole time-out is repeated once. */
const maxTriesUnanswered = 2;
/** Before the second try, and twice this before the third. */
const pauseMs = 1_000;

/**
 * Returns a function that makes calls to a Region and repeats those that fail. It reports the sources
 * for which there is no answer.
 */
export function callWithRetries(services: RetryServices, gates: Gates) {
  const { time } = services;
  const call = async <T>(wanted: Call<T>, triesMade = 0): Promise<CallResult<T>> => {
    const result = await tryCall(wanted, triesMade > 0, services, gates);
    if (result.kind === 'answered' || result.kind === 'late') return result;
    const made = triesMade + 1;
    if (result.kind === 'skipped' || made >= maxTriesOf(result)) {
      reportUnanswered(wanted, result, { ...services, wasMade: triesMade > 0 });
      return { kind: 'failed' };
    }
    // A whole time-out was pause enough.
    const delayMs = isUnanswered(failureOf(result.error)) ? 0 : pauseMs * made;
    if (time.now() + delayMs > wanted.lastMs) return { kind: 'late' };
    await time.sleep(delayMs);
    return await call(wanted, made);
  };
  return async <T>(wanted: Call<T>): Promise<CallResult<T>> => await call(wanted);
}

/** One try, when its turn comes. */
async function tryCall<T>(
  { sourceName = '', make, lastMs, isVital = false }: Call<T>,
  isRepeat: boolean,
  { report }: RetryServices,
  { inFlight, breaker, ready }: Gates,
): Promise<TryResult<T>> {
  await inFlight.acquire(isRepeat || isVital);
  const state = isVital ? 'closed' : await breaker.state();
  try {
    if (state === 'open') return { kind: 'skipped' };
    if (!(await ready(lastMs))) return { kind: 'late' };
    report.calls += 1;
    const value = await make(state === 'closed' ? timeoutMs : doubtfulTimeoutMs);
    breaker.answered();
    return { kind: 'answered', value };
  } catch (error) {
    breaker.failed(sourceName);
    return { kind: 'failed', error, state };
  } finally {
    inFlight.release();
  }
}

function maxTriesOf({ error, state }: FailedTry): number {
  // Where nothing answered lately, once is enough.
  if (state !== 'closed') return 1;
  return isUnanswered(failureOf(error)) ? maxTriesUnanswered : maxTries;
}

function reportUnanswered<T>(
  { sourceName }: Call<T>,
  result: FailedTry | { readonly kind: 'skipped' },
  { region, log, report, wasMade }: RetryServices & { wasMade: boolean },
): void {
  if (result.kind === 'skipped') {
    noteFailure(report, { wasMade, isSource: sourceName !== undefined });
    return;
  }
  const { error } = result;
  noteFailure(report, { wasMade: true, isSource: sourceName !== undefined });
  const { code } = failureOf(error);
  const isNamed = sourceName === undefined || nameUnanswered(report, { sourceName, region, code });
  if (isNamed) log.warn(unansweredMessage, { region, sourceName, code, error });
}
