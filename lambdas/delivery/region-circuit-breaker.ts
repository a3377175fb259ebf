import { isUnanswered, type Failure } from '../domain/outcome.ts';
import type { PutPartnerEvents } from '../ports/delivery.ts';

/** How long each execution environment makes no calls to a Region that does not answer. */
export const openMs = 30_000;
/**
 * A call that ended sooner shows nothing about the Region: it had very little time, or its connection
 * was cut, which the SDK calls a TimeoutError too.
 */
const minWaitMs = 1_000;

interface RegionState {
  /** Calls that were answered, refusals included. */
  answers: number;
  /** Epoch milliseconds. */
  openUntilMs: number;
  /** Of the last call that went unanswered. */
  failure: Failure;
}

/**
 * A circuit breaker per Region. It opens when a Region leaves a call unanswered and answers no other in
 * the meantime: for a while requests to the Region end at once as `notCalled`. If each of them waited for
 * its time-out, a batch would use up its function's time, other Regions would wait for the next batch, and
 * messages that found no time would return to the queue until SQS dead-lettered them.
 */
export function withRegionCircuitBreaker(
  put: PutPartnerEvents,
  now: () => number,
): PutPartnerEvents {
  const states = new Map<string, RegionState>();
  const stateOf = (region: string): RegionState => {
    const initial = { answers: 0, openUntilMs: 0, failure: { code: '', message: '' } };
    const state = states.get(region) ?? initial;
    states.set(region, state);
    return state;
  };

  return async (region, deliveries, timeoutMs) => {
    const state = stateOf(region);
    if (now() < state.openUntilMs) return { kind: 'notCalled', failure: state.failure };
    const { answers } = state;
    const beganMs = now();
    const answer = await put(region, deliveries, timeoutMs);
    if (answer.kind !== 'failed' || !isUnanswered(answer.failure)) {
      state.answers += 1;
    } else if (state.answers === answers && now() - beganMs >= minWaitMs) {
      state.openUntilMs = now() + openMs;
      state.failure = notCalled(answer.failure);
    }
    return answer;
  };
}

function notCalled({ code, message }: Failure): Failure {
  return { code, message: `not called, since the Region left a call unanswered: ${message}` };
}
