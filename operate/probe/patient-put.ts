import { foldedCodesOf, fold } from '../../lambdas/domain/error-codes.ts';
import {
  classifyEntry,
  classifyFailure,
  type EntryResult,
  type Failure,
} from '../../lambdas/domain/outcome.ts';
import { OperationError } from '../operation-error.ts';
import type { PutText, Reply } from './wire.ts';

/** What EventBridge says to a request each time that it is not busy. */
export type Settled =
  | { readonly kind: 'answered'; readonly results: readonly EntryResult[] }
  | { readonly kind: 'refused'; readonly status: number; readonly failure: Failure }
  /** The connection was cut each time. */
  | { readonly kind: 'cut'; readonly failure: Failure };

/** Sends a request until its answer is one that lasts. Rejects with an OperationError if none is. */
export type PutPatiently = (body: string) => Promise<Settled>;

// Half a second, then twice as long each time.
const firstDelayMs = 500;
const maxAttempts = 6;
// A connection that is cut this often on the same request is cut because of it.
const cutsThatLast = 3;

/**
 * Sends requests again, with back-off, after a throttle, a fault of AWS's and silence: these say nothing
 * about the request. A cut connection may: some servers refuse a large body so.
 */
export function patientPut(put: PutText, sleep: (ms: number) => Promise<void>): PutPatiently {
  return async (body) => {
    let cuts = 0;
    let last: Failure | undefined;
    for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
      const reply = await put(body);
      last = passingFailure(reply);
      if (last === undefined) return settled(reply);
      if (isCut(last)) cuts += 1;
      if (cuts === cutsThatLast) return { kind: 'cut', failure: last };
      if (attempt < maxAttempts) await sleep(firstDelayMs * 2 ** (attempt - 1));
    }
    throw new OperationError(
      `EventBridge gave no lasting answer in ${maxAttempts} attempts: ${last?.code}: ${last?.message}`,
    );
  };
}

/** Whether a reply says that EventBridge is too busy: the request whole, or some entry of it. */
export function throttleOf(reply: Reply): Failure | undefined {
  return failuresIn(reply).find(({ code }) => throttlingCodes.has(fold(code)));
}

const throttlingCodes = foldedCodesOf('throttled');
const cutCodes = foldedCodesOf('reset', 'broken');

function isCut({ code }: Failure): boolean {
  return cutCodes.has(fold(code));
}

/** The failure because of which the same request may fare better later. */
function passingFailure(reply: Reply): Failure | undefined {
  if (reply.kind === 'unanswered') return reply.failure;
  if (reply.kind === 'refused' && reply.status >= 500) return reply.failure;
  return failuresIn(reply).find((failure) => {
    const outcome = classifyFailure(failure);
    return outcome.kind === 'retryable' && outcome.known;
  });
}

/** Why a request failed, or entries of it. */
export function failuresIn(reply: Reply): readonly Failure[] {
  if (reply.kind !== 'answered') return [reply.failure];
  return reply.results.flatMap((result) => {
    const outcome = classifyEntry(result);
    return outcome.kind === 'delivered' ? [] : [outcome.failure];
  });
}

function settled(reply: Reply): Settled {
  switch (reply.kind) {
    case 'answered':
      return { kind: 'answered', results: reply.results };
    case 'refused':
      return { kind: 'refused', status: reply.status, failure: reply.failure };
    case 'unanswered':
      return { kind: 'cut', failure: reply.failure };
  }
}
