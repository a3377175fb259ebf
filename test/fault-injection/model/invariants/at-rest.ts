import { sourceOf } from '../../../support/customer.ts';
import { arnOf, observationOf } from '../../../support/fake-partner-sources.ts';
import { dispositionsOf, factsOf, type Invocation } from '../invocation.ts';
import { pairsOf } from '../pairs.ts';
import { wishes } from '../wishes.ts';
import type { World } from '../world.ts';

/** Holds a world in which nothing moves any more against the invariants. */
export function judgeWorld(world: World): void {
  const dispositions = finalDispositions(world);
  judgeLosses(world, dispositions);
  judgeDuplicates(world, dispositions);
  judgeUnreadableTwice(world);
  judgeMappings(world);
  judgeStandings(world);
}

/** What became of each pair in the end: taken by EventBridge, or on a dead-letter queue. */
function finalDispositions({ invocations, retryDeadLetters, retryQueue, entries }: World) {
  const dispositions = new Map<string, number>();
  const add = (pair: string, count: number) =>
    dispositions.set(pair, (dispositions.get(pair) ?? 0) + count);
  for (const { pairs } of invocations) {
    for (const [pair, { taken, misled, held, refused }] of pairs) {
      add(pair, taken + misled + held + refused);
    }
  }
  for (const { body } of [...retryDeadLetters, ...retryQueue.redriven]) {
    add(entries.pairOf(body), 1);
  }
  return dispositions;
}

/** Each pair of an acknowledged message has been taken, dead-lettered, or dropped with a reason. */
function judgeLosses(world: World, dispositions: ReadonlyMap<string, number>): void {
  for (const invocation of world.invocations) {
    const { end, messages, of } = invocation;
    if (of !== 'fan-out' || end.kind !== 'answered') continue;
    for (const message of messages.filter(({ id }) => !end.returned.has(id))) {
      for (const pair of pairsOf(message, invocation, world)) {
        if ((dispositions.get(pair) ?? 0) > 0 || world.dropped.has(pair)) continue;
        // Its part is a message that is checked on its own, against the mappings of that time.
        if (factsOf(invocation, pair).parted > 0) continue;
        world.accuse('nothing is lost', `${pair} is nowhere`);
      }
    }
  }
  judgeUnreadableLosses(world);
}

function judgeUnreadableLosses(world: World): void {
  const dead = [...world.eventDeadLetters, ...world.eventsQueue.redriven];
  const letters = dead.map(({ body }) => body).join('\n');
  for (const { junk } of world.published.values()) {
    for (const one of junk) {
      if (!letters.includes(`"${one}"`)) world.accuse('nothing is lost', `${one} is nowhere`);
    }
  }
}

/** A pair has two dispositions only if a crash, a lost answer or SQS made that of it. */
function judgeDuplicates(world: World, dispositions: ReadonlyMap<string, number>): void {
  const ambiguous = ambiguousPairs(world);
  const ambiguousEvents = eventsOnceMore(world);
  for (const [pair, count] of dispositions) {
    if (count <= 1 || ambiguous.has(pair)) continue;
    if (ambiguousEvents.has(pair.slice(0, pair.indexOf(' ')))) continue;
    world.accuse('duplicates only from ambiguity', `${pair} has ${count} dispositions`);
  }
}

/** What is no event is dead-lettered once, under the same condition. */
function judgeUnreadableTwice(world: World): void {
  const letters = new Map<string, number>();
  const ambiguous = new Set<string>();
  for (const invocation of world.invocations) {
    for (const [id, count] of invocation.unreadable)
      letters.set(id, (letters.get(id) ?? 0) + count);
    for (const id of ambiguousJunk(invocation, world)) ambiguous.add(id);
  }
  for (const [id, count] of letters) {
    if (count <= 1 || ambiguous.has(id)) continue;
    world.accuse('duplicates only from ambiguity', `${id} has ${count} dead letters`);
  }
}

/** What is no event (ids) and had its disposition in an invocation, and may still come again. */
function ambiguousJunk(
  invocation: Invocation,
  { published, redelivered }: World,
): readonly string[] {
  const { messages, unreadable, partedJunk, unsent } = invocation;
  const returning = messages
    .filter(({ id }) => mayComeAgain(id, invocation, redelivered))
    .flatMap(({ id }) => published.get(id)?.junk ?? []);
  return [...unsent, ...returning].filter((id) => unreadable.has(id) || partedJunk.has(id));
}

/** Pairs that may have come twice, since a process died, or a call had no answer. */
export function ambiguousPairs(world: World): ReadonlySet<string> {
  const { redelivered } = world;
  const ambiguous = new Set<string>();
  for (const invocation of world.invocations) {
    const { messages, pairs } = invocation;
    if (isStepRepeated(invocation)) for (const pair of pairs.keys()) ambiguous.add(pair);
    for (const [pair, { unanswered }] of pairs) if (unanswered > 0) ambiguous.add(pair);
    for (const message of messages) {
      if (!mayComeAgain(message.id, invocation, redelivered)) continue;
      for (const pair of pairsOf(message, invocation, world)) {
        if (dispositionsOf(factsOf(invocation, pair)) > 0) ambiguous.add(pair);
      }
    }
  }
  return ambiguous;
}

/** Whatever stops a step of a replay after a page was sent, and before that was noted, repeats the page. */
function isStepRepeated({ of, end, hasFailedCalls }: Invocation): boolean {
  if (of !== 'replay') return false;
  return hasFailedCalls || end.kind !== 'answered' || end.kept.size > 0 || end.returned.size > 0;
}

/** Events (ids) that are in a part and come again with their message too, whoever is mapped to them by then. */
export function eventsOnceMore({
  invocations,
  published,
  redelivered,
}: World): ReadonlySet<string> {
  const events = new Set<string>();
  for (const invocation of invocations) {
    const { partedEvents, unheardEvents, messages } = invocation;
    for (const id of unheardEvents) events.add(id);
    if (partedEvents.size === 0) continue;
    for (const message of messages) {
      if (!mayComeAgain(message.id, invocation, redelivered)) continue;
      for (const { id } of published.get(message.id)?.events ?? []) {
        if (partedEvents.has(id)) events.add(id);
      }
    }
  }
  return events;
}

/** Whether an invocation's message comes again, though some of it may be done. */
function mayComeAgain(
  id: string,
  { end, unsent, deleted }: Pick<Invocation, 'end' | 'unsent' | 'deleted'>,
  redelivered: ReadonlySet<string>,
): boolean {
  if (redelivered.has(id)) return true;
  if (end.kind !== 'answered') return !deleted.has(id);
  return end.kept.has(id) || (end.returned.has(id) && unsent.size > 0);
}

/** After two quiet passes every live mapping has its source, in the state that it has in AWS. */
function judgeMappings({ registry, accuse }: World): void {
  const sources = new Map(
    registry.sources.all().map((source) => [arnOf(source.region, source.name), source]),
  );
  for (const { sourceArn, retirement, state } of registry.all()) {
    if (retirement !== undefined) continue;
    const seen = observationOf(sources.get(sourceArn));
    const stateInAws = seen.kind === 'found' ? seen.state : seen.kind;
    if (stateInAws === state) continue;
    accuse(
      'the newest registration wins',
      `${sourceArn} is ${state} in the table, ${stateInAws} in AWS`,
    );
  }
}

/** A registration that was answered with success exists, unless somebody undid it. */
function judgeStandings({ registry, standing, accuse }: World): void {
  const live = registry.all().filter(({ retirement }) => retirement === undefined);
  for (const index of standing.standing()) {
    const wish = wishes[index];
    if (wish === undefined) continue;
    const { arn, name } = sourceOf(wish);
    const isMapped = live.some(({ sourceArn }) => sourceArn === arn);
    const isThere = registry.sources
      .all()
      .some((one) => one.region === wish.region && one.name === name);
    if (isMapped && isThere) continue;
    const text = `${arn} was registered; mapping: ${isMapped}, source: ${isThere}`;
    accuse('the newest registration wins', text);
  }
}
