import type { PutAnswer, PutPartnerEvents } from '../../lambdas/ports/delivery.ts';
import type { Delivery } from '../../lambdas/domain/delivery.ts';
import type { EntryResult } from '../../lambdas/domain/outcome.ts';

/** A call of PutPartnerEvents. */
export interface PutCall {
  readonly region: string;
  readonly deliveries: readonly Delivery[];
  readonly timeoutMs: number;
}

/** What a fake PutPartnerEvents says to a call. */
export type PutScript = (call: PutCall) => PutAnswer | Promise<PutAnswer>;

/** A PutPartnerEvents that answers by a script and remembers its calls. */
export interface FakePut {
  readonly put: PutPartnerEvents;
  readonly calls: PutCall[];
}

/** A PutPartnerEvents that accepts every entry, or does as its script says. */
export function fakePut(script: PutScript = answerEach(accept)): FakePut {
  const calls: PutCall[] = [];
  const put: PutPartnerEvents = async (region, deliveries, timeoutMs) => {
    const call = { region, deliveries, timeoutMs };
    calls.push(call);
    return await script(call);
  };
  return { put, calls };
}

/** Answers a call with a result for each entry; the answer is cut short at an undefined one. */
export function answerEach(
  resultOf: (delivery: Delivery, call: PutCall) => EntryResult | undefined,
): PutScript {
  return (call) => {
    const results: EntryResult[] = [];
    for (const delivery of call.deliveries) {
      const result = resultOf(delivery, call);
      if (result === undefined) break;
      results.push(result);
    }
    return { kind: 'answered', results };
  };
}

let accepted = 0;

/** The result of an accepted entry. */
export function accept(): EntryResult {
  accepted += 1;
  return { EventId: `accepted-${accepted}` };
}

/** The result of a failed entry. */
export function refuse(code: string, message = ''): () => EntryResult {
  return () => ({ ErrorCode: code, ErrorMessage: message });
}

/** A call that failed whole. */
export function failWhole(code: string, message = ''): PutScript {
  return () => ({ kind: 'failed', failure: { code, message } });
}
