import { isPassing, isRefusal } from '../domain/call-failure.ts';
import { codesOf, timeoutCode } from '../domain/error-codes.ts';
import type { Failure } from '../domain/outcome.ts';
import type { PartnerSources } from '../ports/reconcile.ts';
import type { FailedCall, SourceCalls } from '../ports/registration.ts';
import type { Time } from '../ports/time.ts';
import { failureOf } from './failure-of.ts';

const maxTries = 4;
const baseDelayMs = 100;

/** What the calls of one request share. */
interface CallContext {
  readonly time: Time;
  /** 0 <= random < 1, the jitter. */
  readonly random: () => number;
  /** No call starts later, epoch milliseconds. */
  readonly deadlineMs: number;
}

/**
 * Calls about single sources, for somebody who waits: a call whose failure may pass is made up to four
 * times, with exponential back-off and full jitter, as long as there is time.
 *
 * @param sources make each call once
 */
export function sourceCalls(
  sources: Pick<PartnerSources, 'create' | 'delete' | 'observe'>,
  context: CallContext,
): SourceCalls {
  return {
    async create(region, name, account) {
      const result = await callWithRetries(() => sources.create(region, name, account), context);
      if (result.kind === 'failed') {
        return { ...failed(result), isRefused: result.failures.every(isRefusal) };
      }
      const { value: kind, tries } = result;
      return kind === 'created' ? { kind } : { kind, wasThere: tries === 1 };
    },
    async delete(region, name, account) {
      const result = await callWithRetries(() => sources.delete(region, name, account), context);
      const isDeleted = result.kind === 'answered' || notFoundCodes.includes(result.failure.code);
      return isDeleted ? { kind: 'deleted' } : failed(result);
    },
    async observe(region, name) {
      const result = await callWithRetries(() => sources.observe(region, name), context);
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
  /** Of each try, the last one included. */
  readonly failures: readonly Failure[];
}

/** @param earlier the failures of the tries before */
async function callWithRetries<T>(
  call: () => Promise<T>,
  context: CallContext,
  earlier: readonly Failure[] = [],
): Promise<Answered<T> | FailedTries> {
  const { time, random, deadlineMs } = context;
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
    return await callWithRetries(call, context, failures);
  }
}

function failed({ kind, failure }: FailedTries): FailedCall {
  return { kind, failure };
}

// The service model has no such error for a deletion; it could mean only one thing.
const notFoundCodes = codesOf('notFound');

const noTimeLeft: FailedCall = {
  kind: 'failed',
  failure: { code: timeoutCode, message: 'there is no time left for the call' },
};
