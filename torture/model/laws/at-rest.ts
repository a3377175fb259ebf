import { sourceOf } from '../../../test/support/customer.ts';
import { arnOf, observationOf } from '../../../test/support/fake-partner-sources.ts';
import { fatesOf, factsOf } from '../invocation.ts';
import { pairsOf } from '../pairs.ts';
import type { Standings } from '../standings.ts';
import { wishes } from '../wishes.ts';
import type { World } from '../world.ts';

/** Holds a world in which nothing moves any more against the laws. */
export function judgeWorld(world: World, standing: Standings): void {
  const fates = finalFates(world);
  judgeLosses(world, fates);
  judgeDuplicates(world, fates);
  judgeMappings(world);
  judgeStandings(world, standing);
}

/** What became of each pair in the end: taken by EventBridge, or on a dead-letter queue. */
function finalFates({ invocations, retryDeadLetters, retryQueue, entries }: World) {
  const fates = new Map<string, number>();
  const add = (pair: string, count: number) => fates.set(pair, (fates.get(pair) ?? 0) + count);
  for (const { pairs } of invocations) {
    for (const [pair, { taken, misled }] of pairs) add(pair, taken + misled);
  }
  for (const { body } of [...retryDeadLetters, ...retryQueue.redriven]) {
    add(entries.pairOf(body), 1);
  }
  return fates;
}

/** Each pair of an acknowledged message has been taken, dead-lettered, or dropped with a reason. */
function judgeLosses(world: World, fates: ReadonlyMap<string, number>): void {
  for (const invocation of world.invocations) {
    const { end, messages, of } = invocation;
    if (of !== 'fan-out' || end.kind !== 'answered') continue;
    for (const message of messages.filter(({ id }) => !end.returned.has(id))) {
      for (const pair of pairsOf(message, invocation, world)) {
        if ((fates.get(pair) ?? 0) + (world.dropped.get(pair) ?? 0) > 0) continue;
        world.accuse('nothing is lost', `${pair} is nowhere`);
      }
    }
  }
  judgeUnreadableLosses(world);
}

function judgeUnreadableLosses(world: World): void {
  const letters = world.eventDeadLetters.map(({ body }) => body).join('\n');
  const redriven = new Set(world.eventsQueue.redriven.map(({ id }) => id));
  for (const [id, { junk }] of world.published) {
    if (redriven.has(id)) continue;
    for (const one of junk) {
      if (!letters.includes(`"${one}"`)) world.accuse('nothing is lost', `${one} is nowhere`);
    }
  }
}

/** A pair has two fates only if a crash, a lost answer or SQS made that of it. */
function judgeDuplicates(world: World, fates: ReadonlyMap<string, number>): void {
  const ambiguous = ambiguousPairs(world);
  for (const [pair, count] of fates) {
    if (count <= 1 || ambiguous.has(pair)) continue;
    world.accuse('duplicates only from ambiguity', `${pair} has ${count} fates`);
  }
}

function ambiguousPairs(world: World): ReadonlySet<string> {
  const ambiguous = new Set<string>();
  for (const invocation of world.invocations) {
    const { end, messages, pairs, unsent, deleted } = invocation;
    for (const [pair, { unanswered }] of pairs) if (unanswered > 0) ambiguous.add(pair);
    for (const message of messages) {
      const mayComeAgain =
        (end.kind !== 'answered' && !deleted.has(message.id)) ||
        (end.kind === 'answered' && end.kept.has(message.id)) ||
        world.redelivered.has(message.id) ||
        (end.kind === 'answered' && end.returned.has(message.id) && unsent.size > 0);
      if (!mayComeAgain) continue;
      for (const pair of pairsOf(message, invocation, world)) {
        if (fatesOf(factsOf(invocation, pair)) > 0) ambiguous.add(pair);
      }
    }
  }
  return ambiguous;
}

/** After two quiet passes every live mapping has its source, in the state that it has in AWS. */
function judgeMappings({ registry, accuse }: World): void {
  const sources = new Map(
    registry.sources.all().map((source) => [arnOf(source.region, source.name), source]),
  );
  for (const { sourceArn, retirement, state } of registry.all()) {
    if (retirement !== undefined) continue;
    const seen = observationOf(sources.get(sourceArn));
    const told = seen.kind === 'found' ? seen.state : seen.kind;
    if (told === state) continue;
    accuse('the newest registration wins', `${sourceArn} is ${state} in the table, ${told} in AWS`);
  }
}

/** What a customer was told to be registered is registered, unless somebody undid it. */
function judgeStandings({ registry, accuse }: World, { standing }: Standings): void {
  const live = registry.all().filter(({ retirement }) => retirement === undefined);
  for (const index of standing()) {
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
