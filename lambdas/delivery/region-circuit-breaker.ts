import { isUnanswered, type Failure } from '../domain/outcome.ts';
import type { PutPartnerEvents } from '../ports/delivery.ts';

/** How long a Region that does not answer is left alone, by each execution environment. */
export const openMs = 30_000;
/**
 * A call that ended sooner says nothing of the Region: it had next to no time, or its connection was
 * cut, which the SDK calls a TimeoutError too.
 */
const minWaitMs = 1_000;

interface RegionState {
  /** Calls that were answered, with a refusal too. */
  answers: number;
  /** Epoch milliseconds. */
  openUntilMs: number;
  /** Of the call that went unanswered last. */
  failure: Failure;
}

/**
 * Lets a Region rest that left a call unanswered and meanwhile answered no other: for a while its
 * requests end at once as `notCalled`. Were each to wait for its time-out, a batch would take all the
 * time of its function, other Regions would wait for the next one, and what found no time would come
 * back to the queue until SQS dead-lettered it.
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
