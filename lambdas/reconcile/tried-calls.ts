import { failureOf } from '../aws/failure-of.ts';
import type { Log } from '../ports/delivery.ts';
import { isUnanswered } from '../domain/outcome.ts';
import type { BreakerState, CircuitBreaker } from './circuit-breaker.ts';
import type { RateLimiter, Time } from './rate-limiter.ts';
import { nameUnanswered, noteFailure, type ReconcileReport } from './report.ts';
import type { Slots } from './slots.ts';

/** The log line of a source, or a listing, for which there was no answer. */
export const unansweredMessage = 'EventBridge did not answer the reconciler';

/** What came of a call: an answer, none after all tries, or no time left to make it. */
export type CallResult<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'failed' }
  | { readonly kind: 'late' };

/** A call to make. */
interface Call<T> {
  /** The name of the source that it is about; none of a listing. */
  readonly about?: string;
  /** Makes it once; rejects when there is no answer in this time. */
  readonly make: (timeoutMs: number) => Promise<T>;
  /** No try begins later, epoch milliseconds. */
  readonly lastMs: number;
  /** Is made at once, even in a Region that does not answer. */
  readonly isVital?: boolean;
}

/** What calls need from outside. */
export interface TriedCallServices {
  readonly region: string;
  readonly time: Time;
  readonly log: Log;
  readonly report: ReconcileReport;
}

/** What holds calls back: the Region's rate, its slots, and its circuit breaker. */
interface Gates extends RateLimiter {
  readonly slots: Slots;
  readonly breaker: CircuitBreaker;
}

interface FailedTry {
  readonly kind: 'failed';
  readonly error: unknown;
  readonly state: BreakerState;
}

/** `left`: it was not made, since the Region does not answer. */
type Attempt<T> =
  Exclude<CallResult<T>, { kind: 'failed' }> | FailedTry | { readonly kind: 'left' };

/** How long a call may take, milliseconds. */
const timeoutMs = 5_000;
/** The same while a Region answers for no source: then all of 40 calls a second may take it. */
const doubtfulTimeoutMs = 2_000;
const tries = 3;
/** A source that took its whole time-out is asked once more. */
const triesUnanswered = 2;
/** Before the second try, and twice this before the third. */
const pauseMs = 1_000;

/** Makes calls, and makes those again that fail. A source that is not answered for is reported. */
export function triedCalls(services: TriedCallServices, gates: Gates) {
  const { time } = services;
  const call = async <T>(wanted: Call<T>, triesMade = 0): Promise<CallResult<T>> => {
    const result = await attempt(wanted, triesMade > 0, services, gates);
    if (result.kind === 'answered' || result.kind === 'late') return result;
    const made = triesMade + 1;
    if (result.kind === 'left' || made >= triesOf(result)) {
      reportFailure(wanted, result, { ...services, wasMade: triesMade > 0 });
      return { kind: 'failed' };
    }
    // Who took a whole time-out has had its pause.
    const openMs = isUnanswered(failureOf(result.error)) ? 0 : pauseMs * made;
    if (time.now() + openMs > wanted.lastMs) return { kind: 'late' };
    await time.sleep(openMs);
    return await call(wanted, made);
  };
  return async <T>(wanted: Call<T>): Promise<CallResult<T>> => await call(wanted);
}

/** One try, in its turn. */
async function attempt<T>(
  { about = '', make, lastMs, isVital = false }: Call<T>,
  isRepeat: boolean,
  { report }: TriedCallServices,
  { slots, breaker, ready }: Gates,
): Promise<Attempt<T>> {
  const counts = report;
  await slots.acquire(isRepeat || isVital);
  const state = isVital ? 'closed' : await breaker.state();
  try {
    if (state === 'open') return { kind: 'left' };
    if (!(await ready(lastMs))) return { kind: 'late' };
    counts.calls += 1;
    const value = await make(state === 'closed' ? timeoutMs : doubtfulTimeoutMs);
    breaker.answered();
    return { kind: 'answered', value };
  } catch (error) {
    breaker.failed(about);
    return { kind: 'failed', error, state };
  } finally {
    slots.release();
  }
}

function triesOf({ error, state }: FailedTry): number {
  // Where nothing answered lately, once is enough.
  if (state !== 'closed') return 1;
  return isUnanswered(failureOf(error)) ? triesUnanswered : tries;
}

function reportFailure<T>(
  { about: sourceName }: Call<T>,
  result: FailedTry | { readonly kind: 'left' },
  { region, log, report, wasMade }: TriedCallServices & { wasMade: boolean },
): void {
  if (result.kind === 'left') {
    noteFailure(report, { wasMade, isSource: sourceName !== undefined });
    return;
  }
  const { error } = result;
  noteFailure(report, { wasMade: true, isSource: sourceName !== undefined });
  const { code } = failureOf(error);
  const isNamed = sourceName === undefined || nameUnanswered(report, { sourceName, region, code });
  if (isNamed) log.warn(unansweredMessage, { region, sourceName, code, error });
}
