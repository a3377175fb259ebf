import { failureOf } from '../../../lambdas/aws/failure-of.ts';
import type { PutAnswer, PutPartnerEvents } from '../../../lambdas/ports/delivery.ts';
import type { Delivery } from '../../../lambdas/domain/delivery.ts';
import type { EntryResult } from '../../../lambdas/domain/outcome.ts';
import type { Delivering } from './queue-handler.ts';
import type { PutEntry } from './event-bridge-model.ts';
import { factsOf, pairName, type Invocation } from './invocation.ts';
import { judgePut } from './invariants/puts.ts';
import type { World } from './world.ts';

/** PutPartnerEvents as an execution environment reaches it; what EventBridge did and what it told is remembered. */
export function putPort(at: Delivering, world: World): PutPartnerEvents {
  return async (region, deliveries, timeoutMs) => {
    const { invocation, environment } = at;
    judgePut(region, deliveries, invocation, world);
    let entries: readonly PutEntry[] = [];
    const serve = async (): Promise<PutAnswer> => {
      const result = await environment.call(
        'put',
        (fault) => {
          const done = world.eventBridge.put(region, deliveries, fault);
          const whole = { isTaken: done.kind === 'failed' && done.isTaken, result: undefined };
          entries = done.kind === 'answered' ? done.entries : deliveries.map(() => whole);
          noteTaken(deliveries, entries, invocation);
          return done;
        },
        { usualTimeoutMs: timeoutMs, isSlow: world.eventBridge.isSlow(region) },
      );
      if (result.kind === 'answered') return { kind: 'answered', results: resultsOf(entries) };
      const { errorText } = world.surroundings;
      return { kind: 'failed', failure: { code: result.code, message: errorText } };
    };
    const answer = await serve().catch((error: unknown): PutAnswer => ({
      kind: 'failed',
      failure: failureOf(error),
    }));
    noteTold({ deliveries, entries, answer }, invocation);
    return answer;
  };
}

/** The results up to the first one that is missing. */
function resultsOf(entries: readonly PutEntry[]): readonly EntryResult[] {
  const results: EntryResult[] = [];
  for (const { result } of entries) {
    if (result === undefined) break;
    results.push(result);
  }
  return results;
}

function noteTaken(
  deliveries: readonly Delivery[],
  entries: readonly PutEntry[],
  invocation: Invocation,
): void {
  for (const [index, { event, sourceArn }] of deliveries.entries()) {
    const isTaken = entries[index]?.isTaken ?? false;
    if (isTaken) factsOf(invocation, pairName(event.id, sourceArn)).taken += 1;
  }
}

interface AnsweredPut {
  readonly deliveries: readonly Delivery[];
  readonly entries: readonly PutEntry[];
  readonly answer: PutAnswer;
}

function noteTold({ deliveries, entries, answer }: AnsweredPut, invocation: Invocation): void {
  for (const [index, { event, sourceArn }] of deliveries.entries()) {
    const pair = pairName(event.id, sourceArn);
    const facts = factsOf(invocation, pair);
    const told = answer.kind === 'answered' ? answer.results[index] : undefined;
    const code = answer.kind === 'answered' ? told?.ErrorCode : answer.failure.code;
    const isTaken = entries[index]?.isTaken ?? false;
    const isToldTaken = told?.EventId !== undefined;
    if (isTaken && !isToldTaken) facts.unanswered += 1;
    if (!isTaken && isToldTaken) facts.misled += 1;
    if (code === 'EventBusNotFound') facts.gone += 1;
    const isOwn = deliveries.length === 1;
    if (code === 'MalformedDetail' || (code === 'ValidationException' && isOwn)) {
      facts.rejected += 1;
    }
  }
}
