import { failureOf } from '../../../lambdas/aws/failure-of.ts';
import type { PutAnswer, PutPartnerEvents } from '../../../lambdas/ports/delivery.ts';
import type { Delivery } from '../../../lambdas/domain/delivery.ts';
import { resultsOf, type PutEntry } from '../../../tools/simulators/entry-faults.ts';
import { factsOf, pairName, type Invocation, type PairFacts } from './invocation.ts';
import type { Delivering } from './queue-handler.ts';
import { noteArrival } from './listening.ts';
import { judgePut } from './invariants/puts.ts';
import { noteLink } from './invariants/stubs.ts';
import type { Registry } from './registry.ts';
import type { World } from './world.ts';

/** PutPartnerEvents as an execution environment reaches it; records what EventBridge did and what it answered. */
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
          noteTaken(deliveries, entries, at, world);
          return done;
        },
        { usualTimeoutMs: timeoutMs, isSlow: world.eventBridge.failureOf(region) === 'slow' },
      );
      if (result.kind === 'answered') return { kind: 'answered', results: resultsOf(entries) };
      const { errorText } = world.surroundings;
      return { kind: 'failed', failure: { code: result.code, message: errorText } };
    };
    const answer = await serve().catch((error: unknown): PutAnswer => ({
      kind: 'failed',
      failure: failureOf(error),
    }));
    noteAnswer({ deliveries, entries, answer }, invocation, world.registry);
    return answer;
  };
}

function noteTaken(
  deliveries: readonly Delivery[],
  entries: readonly PutEntry[],
  { invocation }: Delivering,
  world: World,
): void {
  for (const [index, delivery] of deliveries.entries()) {
    const isTaken = entries[index]?.isTaken ?? false;
    if (!isTaken) continue;
    const { event, sourceArn, replay } = delivery;
    factsOf(invocation, pairName(event.id, sourceArn, replay)).taken += 1;
    noteArrival(delivery, world);
    noteLink(delivery, world);
  }
}

interface AnsweredPut {
  readonly deliveries: readonly Delivery[];
  readonly entries: readonly PutEntry[];
  readonly answer: PutAnswer;
}

function noteAnswer(
  { deliveries, entries, answer }: AnsweredPut,
  invocation: Invocation,
  { noteUnknown }: Registry,
): void {
  invocation.answered.calls.push(deliveries.length);
  // A request that is refused as a whole is divided, until the entry is alone in it.
  const isOwn = answer.kind === 'answered' || deliveries.length === 1;
  for (const [index, delivery] of deliveries.entries()) {
    const { event, sourceArn, replay } = delivery;
    const facts = factsOf(invocation, pairName(event.id, sourceArn, replay));
    const { isReportedTaken, code = '' } = answerOf(answer, index);
    if (isReportedTaken) {
      invocation.answered.accepted += 1;
      facts.accepted += 1;
    }
    noteTruth(facts, entries[index]?.isTaken ?? false, isReportedTaken);
    if (!isOwn) continue;
    if (code === 'EventBusNotFound') noteUnknown(delivery);
    noteCode(code, facts);
  }
}

function noteTruth(facts: PairFacts, isTaken: boolean, isReportedTaken: boolean): void {
  if (isTaken !== isReportedTaken) facts[isTaken ? 'unanswered' : 'misled'] += 1;
}

function noteCode(code: string, facts: PairFacts): void {
  if (code === 'EventBusNotFound') facts.gone += 1;
  if (refusals.has(code)) facts.rejected += 1;
}

/** What the function was answered about an entry. */
function answerOf(answer: PutAnswer, index: number) {
  if (answer.kind !== 'answered') return { isReportedTaken: false, code: answer.failure.code };
  const { EventId: id, ErrorCode: code } = answer.results[index] ?? {};
  return { isReportedTaken: id !== undefined, code };
}

const refusals: ReadonlySet<string> = new Set(['MalformedDetail', 'ValidationException']);
