import { isPassing, isRefusal } from '../domain/call-failure.ts';
import type { Time } from '../reconcile/rate-limiter.ts';
import type { Failure } from '../domain/outcome.ts';
import type { PartnerSources } from '../ports/reconcile.ts';
import type { FailedCall, SourceCalls } from '../ports/registration.ts';
import { failureOf } from './failure-of.ts';

const maxTries = 4;
const baseDelayMs = 100;

/**
 * Calls about single sources, for somebody who waits: what may pass is tried four times at the most, with
 * exponential back-off and full jitter, as long as there is time.
 *
 * @param sources make each call once
 * @param deadlineMs no call is begun after this, epoch milliseconds
 */
export function sourceCalls(
  sources: Pick<PartnerSources, 'create' | 'delete' | 'observe'>,
  { time, random, deadlineMs }: { time: Time; random: () => number; deadlineMs: number },
): SourceCalls {
  const attempt = async <T>(
    call: () => Promise<T>,
    earlier: readonly Failure[] = [],
  ): Promise<Answered<T> | FailedTries> => {
    if (time.now() >= deadlineMs) return { ...noTimeLeft, failures: earlier };
    try {
      return { kind: 'answered', value: await call(), tries: earlier.length + 1 };
    } catch (error) {
      const failure = failureOf(error);
      const failures = [...earlier, failure];
      const delayMs = random() * baseDelayMs * 2 ** earlier.length;
      const isLast = failures.length === maxTries || time.now() + delayMs >= deadlineMs;
      if (isLast || !isPassing(failure)) return { kind: 'failed', failure, failures };
      await time.sleep(delayMs);
      return await attempt(call, failures);
    }
  };
  return {
    async create(region, name, account) {
      const result = await attempt(() => sources.create(region, name, account));
      if (result.kind === 'failed') {
        return { ...failed(result), isRefused: result.failures.every(isRefusal) };
      }
      const { value: kind, tries: made } = result;
      return kind === 'created' ? { kind } : { kind, wasThere: made === 1 };
    },
    async delete(region, name, account) {
      const result = await attempt(() => sources.delete(region, name, account));
      const isGone = result.kind === 'answered' || result.failure.code === notFoundCode;
      return isGone ? { kind: 'deleted' } : failed(result);
    },
    async observe(region, name) {
      const result = await attempt(() => sources.observe(region, name));
      return result.kind === 'answered'
        ? { kind: 'answered', observation: result.value }
        : failed(result);
    },
  };
}

interface Answered<T> {
  readonly kind: 'answered';
  readonly value: T;
  readonly tries: number;
}

interface FailedTries extends FailedCall {
  /** Of each try, the last one among them. */
  readonly failures: readonly Failure[];
}

function failed({ kind, failure }: FailedTries): FailedCall {
  return { kind, failure };
}

// The service model has no such answer to a deletion; there is but one thing that it could mean.
const notFoundCode = 'ResourceNotFoundException';

const noTimeLeft: FailedCall = {
  kind: 'failed',
  failure: { code: 'TimeoutError', message: 'no time is left for the call' },
};
