import type { Mapping } from '../../../../lambdas/domain/mapping.ts';
import { testEventDetailType } from '../../../../lambdas/domain/test-event.ts';
import {
  dispositionsOf,
  eventOfPair,
  factsOf,
  pairName,
  sourceOfPair,
  type Invocation,
  type PairFacts,
} from '../invocation.ts';
import { foundFor, pairsOf } from '../pairs.ts';
import { addressed, isWanted } from '../published.ts';
import type { World } from '../world.ts';
import { judgeStored } from './stubs.ts';
import { judgeCounters, type Copies, type Drops } from './counters.ts';

/**
 * Holds an invocation that answered against the invariants: every pair of a message that it acknowledged
 * has exactly one disposition, one of a message that it gave back has none, and what is dropped is counted.
 * More than that only an unanswered call of the pair's own excuses, or a queue that took something of
 * the message not.
 */
export function judgeInvocation(invocation: Invocation, world: World): void {
  const { end } = invocation;
  if (end.kind !== 'answered') return;
  const copies = copiesOf(invocation, end.returned, world);
  const drops: Drops = { noMapping: 0, filtered: 0, sourceGone: 0, skipped: 0 };
  for (const [pair, counts] of copies) judgePair(pair, counts, invocation, { world, drops });
  for (const pair of invocation.pairs.keys()) {
    if (!copies.has(pair))
      world.accuse('one disposition for each copy', `${pair} was in no message`);
  }
  judgeUnreadable(invocation, end.returned, world);
  judgeStored(invocation, world);
  noteFiltered(invocation, end.returned, world);
  judgeCounters(invocation, { copies, returned: end.returned, drops }, world);
}

/** What an invocation has taken off its queue before its end must have its dispositions by then. */
export function judgeEarlyDeletion(invocation: Invocation, world: World): void {
  const messages = invocation.messages.filter(({ id }) => invocation.deleted.has(id));
  const nothing = new Set<string>();
  for (const [pair, { acknowledged }] of copiesOf({ ...invocation, messages }, nothing, world)) {
    const facts = factsOf(invocation, pair);
    // Another copy may be in the same batch: what was accepted may be that one.
    const { accepted, parted, queued, dead, refused, held } = facts;
    const others = parted + queued + dead + refused + held;
    judgeRows(pair, facts, Math.min(accepted, acknowledged - others), world);
    if (dispositionsOf(facts) >= acknowledged + facts.unanswered) continue;
    if (dropReason(pair, facts, invocation, world) !== undefined) {
      // An invocation that dies from here on takes its counts with it.
      world.dropped.set(pair, world.dropped.get(pair) ?? 0);
      continue;
    }
    world.accuse('nothing is lost', `${pair}: its message was deleted before it had a disposition`);
  }
  judgeUnreadable({ ...invocation, messages }, nothing, world);
}

/**
 * An event that comes again may be left out then, although EventBridge had taken it: a filter has changed, or the
 * look-up is so old that the source was not registered yet.
 */
function noteFiltered(
  { of, messages, lookUps }: Invocation,
  returned: ReadonlySet<string>,
  { published, filtered, registry }: World,
): void {
  if (of !== 'fan-out') return;
  for (const { id } of messages) {
    const content = returned.has(id) ? undefined : published.get(id);
    if (content === undefined) continue;
    const asked = addressed(content.scope, registry.all());
    for (const event of content.events) {
      const found = foundFor(content, event.generator, lookUps);
      const wanting = found.filter((mapping) => isWanted(event.detailType, mapping));
      const arns = new Set(wanting.map(({ sourceArn }) => sourceArn));
      for (const { generator, sourceArn } of asked) {
        if (generator !== event.generator || arns.has(sourceArn)) continue;
        filtered.add(pairName(event.id, sourceArn));
      }
    }
  }
}

function copiesOf(invocation: Invocation, returned: ReadonlySet<string>, world: World) {
  const copies = new Map<string, Copies>();
  for (const message of invocation.messages) {
    const pairs = pairsOf(message, invocation, world);
    const parts = [...pairs, ...(world.published.get(message.id)?.junk ?? [])];
    const isExcused = parts.some((part) => invocation.unsent.has(part));
    for (const pair of pairs) {
      const counts = copies.get(pair) ?? { acknowledged: 0, returned: 0, excused: 0 };
      copies.set(pair, counts);
      if (!returned.has(message.id)) counts.acknowledged += 1;
      else if (isExcused) counts.excused += 1;
      else counts.returned += 1;
    }
  }
  return copies;
}

function judgePair(
  pair: string,
  { acknowledged, excused }: Copies,
  invocation: Invocation,
  { world, drops }: { world: World; drops: Drops },
): void {
  const facts = factsOf(invocation, pair);
  const dispositions = dispositionsOf(facts);
  const due = acknowledged + facts.unanswered;
  if (dispositions > due + excused) {
    const text = `${pair}: ${dispositions} dispositions for ${acknowledged} acknowledged messages, ${facts.unanswered} unanswered calls`;
    world.accuse('one disposition for each copy', text);
  }
  if (acknowledged > 0) judgeRows(pair, facts, facts.accepted, world);
  if (dispositions >= due || acknowledged === 0) return;
  const reason = dropReason(pair, facts, invocation, world);
  if (reason === undefined) {
    world.accuse(
      'nothing is lost',
      `${pair}: ${dispositions} dispositions for ${due}, and no reason to drop it`,
    );
  } else {
    drops[reason] += due - dispositions;
    world.dropped.set(pair, (world.dropped.get(pair) ?? 0) + 1);
  }
}

/** What EventBridge accepted has a row, or one that was refused and counted, before its message is gone. */
function judgeRows(pair: string, { rows }: PairFacts, due: number, world: World): void {
  const count = rows.get('accepted') ?? 0;
  if (count >= due) return;
  const text = `${pair}: ${count} rows of ${due} acceptances when its message was acknowledged`;
  world.accuse('the history has every row', text);
}

/**
 * Why a pair may have been dropped: by what the function found, its registration was deleted, it is a test
 * event of a source that is gone, or its customer does not want the event, or nothing that waited. What was
 * skipped has a row.
 */
function dropReason(
  pair: string,
  facts: PairFacts,
  invocation: Invocation,
  world: World,
): 'sourceGone' | 'filtered' | 'skipped' | undefined {
  const { of, lookUps } = invocation;
  const sourceArn = sourceOfPair(pair);
  const found = [...lookUps.values()].flat().find((one) => one.sourceArn === sourceArn);
  if (isGone({ pair, facts, found }, invocation, world)) return 'sourceGone';
  if (of === 'fan-out') return undefined;
  if (found === undefined) return 'sourceGone';
  if ((facts.rows.get('skipped') ?? 0) > 0 && mayBeSkipped(pair, found, invocation, world))
    return 'skipped';
  return isWanted(detailTypeOf(pair, invocation, world), found) ? undefined : 'filtered';
}

/** Whether a pair had waited when its customer dropped what waits. */
function mayBeSkipped(
  pair: string,
  { skipBefore = '' }: Mapping,
  { messages }: Invocation,
  { entries, accepted }: World,
): boolean {
  const beforeMs = Date.parse(skipBefore);
  return messages
    .filter(({ body }) => entries.pairOf(body) === pair)
    .map(({ body }) => entries.read(body))
    .some(({ event, replay, firstAttemptAt = '' }) => {
      const queuedMs = accepted.get(event.id)?.queuedMs ?? Infinity;
      return (replay === undefined ? queuedMs : Date.parse(firstAttemptAt)) < beforeMs;
    });
}

/** Whether a pair's registration was deleted, or it is a test event of a source that is gone. */
function isGone(
  { pair, facts, found }: { pair: string; facts: PairFacts; found: Mapping | undefined },
  { absent }: Invocation,
  { accepted }: World,
): boolean {
  const isAbsent = absent.has(`${found?.sourceArn} ${found?.generation}`);
  const isTest = accepted.get(eventOfPair(pair))?.detailType === testEventDetailType;
  if (facts.gone > 0) return isAbsent || isTest;
  return isTest && found?.retirement !== undefined;
}

function detailTypeOf(pair: string, { messages }: Invocation, { entries }: World): string {
  const events = messages.map(({ body }) => entries.read(body).event);
  return events.find(({ id }) => id === eventOfPair(pair))?.detailType ?? '';
}

/** What is no event has a dead letter, or a part, if one message that holds it is acknowledged; several may. */
function judgeUnreadable(
  { messages, unreadable, partedJunk, unsent }: Invocation,
  returned: ReadonlySet<string>,
  { published, accuse }: World,
): void {
  const isDue = new Map<string, boolean>();
  for (const { id } of messages) {
    const isSettled = !returned.has(id);
    for (const junk of published.get(id)?.junk ?? []) {
      isDue.set(junk, isSettled || isDue.get(junk) === true);
    }
  }
  for (const [junk, due] of isDue) {
    const letters = lettersOf(junk, { unreadable, partedJunk });
    const isRight = due ? letters >= 1 : letters === 0 || unsent.size > 0;
    if (!isRight) accuse('nothing is lost', `${junk}: ${letters} dead letters of what is no event`);
  }
}

function lettersOf(
  junk: string,
  { unreadable, partedJunk }: Pick<Invocation, 'unreadable' | 'partedJunk'>,
): number {
  return (unreadable.get(junk) ?? 0) + (partedJunk.get(junk) ?? 0);
}
