import { isDeepStrictEqual } from 'node:util';
import type { QueuedMessage } from '../../../../tools/simulators/queue/message.ts';
import type { Invocation, PairFacts } from '../invocation.ts';
import { foundFor } from '../pairs.ts';
import { addressed, wanting, type PublishedEvent } from '../published.ts';
import type { World } from '../world.ts';

/** The copies of a pair's messages that an invocation had, by what became of them. */
export interface Copies {
  acknowledged: number;
  returned: number;
  /** Returned ones of whose messages something could not be written to its queue. */
  excused: number;
}

/** What was dropped, by its reason. */
export interface Drops {
  noMapping: number;
  filtered: number;
  sourceGone: number;
  skipped: number;
}

/** What became of an invocation's messages. */
export interface Disposed {
  readonly copies: ReadonlyMap<string, Copies>;
  readonly returned: ReadonlySet<string>;
  readonly drops: Drops;
}

/** An invocation counts the answers that it got, each once. */
export function judgeCounters(invocation: Invocation, disposed: Disposed, world: World): void {
  judgeDrops(invocation, disposed, world);
  const { counters, answered, messages, of } = invocation;
  if (counters === undefined) return;
  const { invalidEvent, invalidRetryMessage, ...dead } = counters.deadLettered;
  const counted = {
    messages: counters.messages,
    returned: counters.returned,
    accepted: counters.accepted,
    acceptanceMs: counters.acceptanceMs.length,
    retried: counters.retried,
    dead: sum(Object.values(dead)),
    invalid: invalidEvent,
    invalidRetryMessage,
    held: sum(Object.values(counters.held)),
    rowsLost: counters.historyRowsLost,
    calls: counters.entriesPerCall.toSorted(bySize),
  };
  const { calls, refused: _, ...counts } = answered;
  const expected = {
    messages: messages.length - disposed.returned.size,
    returned: disposed.returned.size,
    acceptanceMs: answered.accepted,
    ...counts,
    invalidRetryMessage: 0,
    calls: calls.toSorted(bySize),
  };
  if (!isDeepStrictEqual(sorted(counted), sorted(expected))) {
    const text = `the ${of} function counted ${JSON.stringify(counted)}, not ${JSON.stringify(expected)}`;
    world.accuse('what happens is counted', text);
  }
  judgeEntries(invocation, disposed, world);
}

/** Every entry of a settled message is counted, and where no message comes back, has one counted disposition. */
function judgeEntries(
  { counters, pairs, of, answered }: Invocation,
  { copies, returned }: Disposed,
  { accuse }: World,
): void {
  if (counters === undefined || of === 'retry') return;
  const { accepted, retried, dropped, deadLettered, held } = counters;
  const { invalidEvent: _, invalidRetryMessage: __, ...dead } = deadLettered;
  const ofEntries = sum(Object.values(dead)) - answered.refused;
  const dispositions =
    accepted + retried + ofEntries + sum(Object.values(held)) + dropped.sourceGone;
  if (returned.size === 0 && dispositions !== counters.entries) {
    const text = `${counters.entries} entries have ${dispositions} counted dispositions`;
    accuse('what happens is counted', text);
  }
  const ranges = [...copies].map(([pair, counts]) => entriesOf(counts, pairs.get(pair)));
  const least = sum(ranges.map((range) => range.least));
  const most = sum(ranges.map((range) => range.most));
  if (counters.entries >= least && counters.entries <= most) return;
  const text = `${counters.entries} entries were counted, not ${least} to ${most}`;
  accuse('what happens is counted', text);
}

/** How many entries of a pair are counted: what went back in parts is counted with them. */
function entriesOf({ acknowledged, returned, excused }: Copies, facts: PairFacts | undefined) {
  const { unanswered = 0 } = facts ?? {};
  // A refused event has no entries either.
  const parted = (facts?.parted ?? 0) + (facts?.refused ?? 0);
  const least = Math.max(0, acknowledged - parted);
  // A part may be of a copy that came back, or one that the function believes not to be on its queue.
  const isSure = parted === 0 || (returned + excused + unanswered === 0 && parted <= acknowledged);
  return { least, most: isSure ? least : acknowledged };
}

function sorted(counts: Readonly<Record<string, unknown>>) {
  return Object.entries(counts).toSorted(([one], [other]) => (one < other ? -1 : 1));
}

function bySize(one: number, other: number): number {
  return one - other;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** What is dropped is counted, by its reason; what a source is gone for, of messages that come back too. */
function judgeDrops(
  invocation: Invocation,
  { copies, returned, drops }: Disposed,
  { published, accuse }: World,
): void {
  const { of, messages, counters, pairs } = invocation;
  const expected = { ...drops };
  const settled = messages.filter(({ id }) => !returned.has(id));
  const filteredAgain =
    of === 'fan-out' ? countUndelivered(settled, { ...invocation, published }, expected) : 0;
  const counted = counters?.dropped;
  // What was dropped of a message that comes back was counted, too.
  const again = (isDropped: (facts: PairFacts | undefined) => boolean) =>
    sum(
      [...copies].map(([pair, counts]) =>
        isDropped(pairs.get(pair)) ? counts.returned + counts.excused : 0,
      ),
    );
  const goneAgain = again((facts) => (facts?.gone ?? 0) > 0);
  const skippedAgain = again((facts) => (facts?.rows.get('skipped') ?? 0) > 0);
  const isRight =
    counted !== undefined &&
    counted.noMapping === expected.noMapping &&
    isWithin(counted.filtered, expected.filtered, filteredAgain) &&
    isWithin(counted.sourceGone, expected.sourceGone, goneAgain) &&
    isWithin(counted.skipped, expected.skipped, skippedAgain);
  if (isRight) return;
  const text = `the ${of} function counted ${JSON.stringify(counted)}, not ${JSON.stringify(expected)}`;
  accuse('drops are counted', text);
}

function isWithin(count: number, least: number, more: number): boolean {
  return count >= least && count <= least + more;
}

/**
 * Counts what nobody gets: of an event that was handed on in a part, the part counts what filters leave out.
 * Returns how much more may be counted, where it is not clear by which look-up an event went.
 */
function countUndelivered(
  settled: readonly QueuedMessage[],
  invocation: Invocation & Pick<World, 'published'>,
  counts: Drops,
): number {
  const { messages, lookUps, counted, published } = invocation;
  const timesOf = timesInBatch(messages, published);
  let more = 0;
  for (const { id } of settled) {
    const content = published.get(id);
    if (content === undefined) continue;
    for (const event of content.events) {
      const mapped = addressed(content.scope, foundFor(content, event.generator, lookUps));
      const isNobodys = mapped.length === 0 && !counted.has(event.generator);
      if (isNobodys && !content.isPart) counts.noMapping += 1;
      if (!content.countsFiltered) continue;
      const filtered = mapped.length - wanting(content, event, mapped).length;
      const where = filteredWhere(event, timesOf(event), invocation);
      if (where === 'here') counts.filtered += filtered;
      if (where === 'unclear') more += filtered;
    }
  }
  return more;
}

/** How often a batch has an event. */
function timesInBatch(messages: readonly QueuedMessage[], published: World['published']) {
  const times = new Map<string, number>();
  for (const { id } of messages) {
    for (const event of published.get(id)?.events ?? []) {
      times.set(event.id, (times.get(event.id) ?? 0) + 1);
    }
  }
  return ({ id }: PublishedEvent) => times.get(id) ?? 0;
}

/** Where it is counted what filters leave out of an event. */
function filteredWhere(
  { id, generator }: PublishedEvent,
  times: number,
  { handedOn, counted }: Invocation,
): 'here' | 'in its part' | 'unclear' {
  if (handedOn.has(id)) return times > 1 ? 'unclear' : 'in its part';
  // The message's mappings may not have been read, only those of others.
  return counted.has(generator) ? 'unclear' : 'here';
}
