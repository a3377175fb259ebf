import type { Mapping } from '../../../../lambdas/domain/mapping.ts';
import { sourceOf, type Wish } from '../../../support/customer.ts';
import { eventOfPair, isOfPair, pairName, sourceOfPair } from '../invocation.ts';
import type { Drop, Reception } from '../history-world.ts';
import { pathOf, request } from '../outside.ts';
import { isWanted } from '../published.ts';
import { judgeOnce } from './once.ts';
import { clocksDifferMs, leavesOf, maxSkewMinutes } from '../listening.ts';
import { untilAtRest } from '../rest.ts';
import { register, sendMissed } from '../steps.ts';
import { wishes } from '../wishes.ts';
import type { World } from '../world.ts';

const minuteMs = 60_000;
const maxTries = 3;

/**
 * In the end, every customer whose source ever missed something registers it again, if it is not there,
 * accepts it, goes on after a pause and asks for what was missed. Then it has every event that was held or
 * that EventBridge dropped, and nothing is left to be decided.
 */
export async function judgeMissed(world: World): Promise<void> {
  const { setup } = world.history;
  if (setup.skewMinutes.some((minutes) => Math.abs(minutes) > maxSkewMinutes)) return;
  const sources = new Set([...missedPairs(world)].map(sourceOfPair));
  const open = wishes.filter((wish) => sources.has(sourceOf(wish).arn));
  for (const wish of open) await listenAgain(wish, world);
  // What was looked up before that is over.
  await world.time.sleep(5 * minuteMs);
  await untilAtRest(world);
  for (const wish of open) await askForMissed(wish, world);
  await untilAtRest(world);
  const dead = deadPairs(world);
  for (const pair of missedPairs(world)) if (!dead.has(pair)) judgePair(pair, world);
  for (const wish of open) judgeDecided(wish, world);
  judgeOnce(world);
}

/** The pairs that were held or dropped, and have not been received since. */
function missedPairs({ receptions }: World): ReadonlySet<string> {
  const missed = [...receptions].filter(([, reception]) => reception.received === 0);
  return new Set(missed.map(([pair]) => pair));
}

/** What EventBridge would not take when it was sent again, or of which the detail was wrong, is a dead letter. */
function deadPairs({ retryDeadLetters, entries, invocations }: World): ReadonlySet<string> {
  const read = retryDeadLetters.map(({ body }) => entries.read(body));
  const refused = invocations.flatMap(({ pairs }) =>
    [...pairs].flatMap(([pair, facts]) => (facts.refused > 0 ? [pair] : [])),
  );
  return new Set([
    ...read.map(({ event, sourceArn }) => pairName(event.id, sourceArn)),
    ...refused,
  ]);
}

async function listenAgain(wish: Wish, world: World): Promise<void> {
  const { registry, time } = world;
  const mapping = mappingOf(wish, world);
  if (mapping === undefined || mapping.retirement !== undefined) {
    await register(wishes.indexOf(wish), wish, { world, index: 0 });
  }
  registry.sources.accept(wish.region, sourceOf(wish).name);
  await request(wish, pathOf(wish), world);
  await request(wish, { method: 'POST', ...pathOf(wish, '/resume') }, world);
  await time.sleep(minuteMs);
}

/** While another replay of the source is not over, the answer is 409, and wakes that one. */
async function askForMissed(wish: Wish, world: World): Promise<void> {
  let status: number | 'cut' = 409;
  for (let tries = 0; tries < maxTries && status === 409; tries += 1) {
    if (tries > 0) await untilAtRest(world);
    status = await sendMissed(wish, world);
  }
  if (status === 202) return;
  const text = `${sourceOf(wish).name} was answered ${status} when it asked for what it missed`;
  world.accuse('what was missed can be had', text);
}

function mappingOf(wish: Wish, { registry }: World): Mapping | undefined {
  return registry.all().find(({ sourceArn }) => sourceArn === sourceOf(wish).arn);
}

function judgePair(pair: string, world: World): void {
  const reception = world.receptions.get(pair);
  if (reception === undefined || !canBeHad(pair, reception, world)) return;
  world.accuse('what was missed can be had', `${pair} never reached its customer`);
}

/** Whether the customer can have an event that it missed: it wants it, and somebody knows that it missed it. */
function canBeHad(pair: string, { heldMs, drops, isRowLost }: Reception, world: World): boolean {
  const sourceArn = sourceOfPair(pair);
  const mapping = world.registry.all().find((one) => one.sourceArn === sourceArn);
  const event = world.accepted.get(eventOfPair(pair));
  if (mapping === undefined || event === undefined) return false;
  if (!isWanted(event.detailType, mapping)) return false;
  // A replay counts what is over as an event whose contents are not kept any more.
  if (event.reference === 'ending' || hasSkipped(pair, world)) return false;
  const deletedMs = world.deletions.get(sourceArn) ?? 0;
  const leftMs = Math.max(
    0,
    ...leavesOf(sourceArn, world).map(({ endedMs }) => endedMs + clocksDifferMs),
  );
  const goneMs = Math.max(deletedMs, leftMs);
  return (
    heldMs.some((ms) => ms > goneMs) ||
    // The delivery's last row was lost, or it has none since its customer does not want it any more.
    (!isRowLost &&
      !isLeftOut(pair, world) &&
      drops.some((drop) => drop.atMs > goneMs && isNoticed(mapping, drop, world)))
  );
}

/** Whether its customer did not want it any more when it was to be sent again. */
function isLeftOut(pair: string, { dropped, filtered }: World): boolean {
  return dropped.has(pair) || filtered.has(pair);
}

/** Whether a customer dropped the event when it waited to be tried again, by whatever had sent it. */
function hasSkipped(pair: string, { invocations }: World): boolean {
  return invocations.some(({ pairs }) =>
    [...pairs].some(([name, { rows }]) => isOfPair(name, pair) && (rows.get('skipped') ?? 0) > 0),
  );
}

/** Whether the table ever said that the source was PENDING, while it was. */
function isNoticed(mapping: Mapping, { sinceMs, atMs }: Drop, { registry }: World): boolean {
  const endMs = registry.endOfPending(mapping.sourceArn, atMs);
  return registry.history.statesIn(mapping, sinceMs, endMs).includes('PENDING');
}

function judgeDecided(wish: Wish, world: World): void {
  const { missedSince, sourceName } = mappingOf(wish, world) ?? {};
  if (missedSince === undefined) return;
  world.accuse('what was missed can be had', `${sourceName} still asks about ${missedSince}`);
}
