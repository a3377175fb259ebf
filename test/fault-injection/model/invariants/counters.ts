import { isDeepStrictEqual } from 'node:util';
import type { QueuedMessage } from '../../../../tools/simulators/queue/message.ts';
import type { Invocation } from '../invocation.ts';
import { addressed, wanting } from '../published.ts';
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
}

/** What became of an invocation's messages. */
export interface Disposed {
  readonly copies: ReadonlyMap<string, Copies>;
  readonly returned: ReadonlySet<string>;
  readonly drops: Drops;
}

/** An invocation counts what it was told, and everything once. */
export function judgeCounters(invocation: Invocation, disposed: Disposed, world: World): void {
  judgeDrops(invocation, disposed, world);
  const { counters, told, messages, of } = invocation;
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
    calls: counters.entriesPerCall.toSorted(bySize),
  };
  const { calls, ...counts } = told;
  const expected = {
    messages: messages.length - disposed.returned.size,
    returned: disposed.returned.size,
    acceptanceMs: told.accepted,
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

/** Where no message comes back, every entry has one disposition; what goes back in parts is counted with them. */
function judgeEntries(
  { counters, pairs, of }: Invocation,
  { copies, returned }: Disposed,
  { accuse }: World,
): void {
  if (counters === undefined || returned.size > 0) return;
  const { accepted, retried, dropped, deadLettered } = counters;
  const { invalidEvent: _, invalidRetryMessage: __, ...dead } = deadLettered;
  const dispositions = accepted + retried + sum(Object.values(dead)) + dropped.sourceGone;
  if (of === 'fan-out' && dispositions !== counters.entries) {
    const text = `${counters.entries} entries have ${dispositions} counted dispositions`;
    accuse('what happens is counted', text);
  }
  const whole = [...copies].filter(([pair]) => (pairs.get(pair)?.parted ?? 0) === 0);
  const entries = sum(whole.map(([, { acknowledged }]) => acknowledged));
  const isDivided = whole.length < copies.size;
  if (of === 'fan-out' && !isDivided && counters.entries !== entries) {
    accuse('what happens is counted', `${counters.entries} entries were counted, not ${entries}`);
  }
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

/** What is dropped is counted, by its reason; of messages that come back it is counted again. */
function judgeDrops(
  { of, messages, lookUps, counters }: Invocation,
  { returned, drops }: Disposed,
  { published, accuse }: World,
): void {
  const expected = { ...drops };
  const settled = messages.filter(({ id }) => !returned.has(id));
  if (of === 'fan-out') countUndelivered(settled, { lookUps, published }, expected);
  const counted = counters?.dropped;
  const isRight =
    counted !== undefined &&
    counted.noMapping === expected.noMapping &&
    counted.filtered === expected.filtered &&
    (returned.size === 0
      ? counted.sourceGone === expected.sourceGone
      : counted.sourceGone >= expected.sourceGone);
  if (isRight) return;
  const text = `the ${of} function counted ${JSON.stringify(counted)}, not ${JSON.stringify(expected)}`;
  accuse('drops are counted', text);
}

function countUndelivered(
  settled: readonly QueuedMessage[],
  { lookUps, published }: Pick<Invocation, 'lookUps'> & Pick<World, 'published'>,
  counts: Drops,
): void {
  for (const { id } of settled) {
    const content = published.get(id);
    if (content === undefined || content.isPart) continue;
    for (const event of content.events) {
      const mapped = addressed(content.scope, lookUps.get(event.generator) ?? []);
      const wanted = wanting(content, event, mapped);
      if (mapped.length === 0) counts.noMapping += 1;
      counts.filtered += mapped.length - wanted.length;
    }
  }
}
