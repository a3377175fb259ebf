import { asStub } from '../delivery/as-stub.ts';
import type { Work } from '../delivery/batch.ts';
import { firstDelivery } from '../domain/delivery.ts';
import { divide, type Run } from '../domain/divide.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { Scope } from '../domain/part.ts';
import type { LinkTo } from '../ports/payloads.ts';
import type { EventsMessage, WrittenEvent } from './events-message.ts';
import type { LookedUpMessage } from './find-mappings.ts';
import type { EntrySettings } from './needs-reference.ts';
import { countDeliveries, mappingsFor, slicesOf } from './sources.ts';

/** A message, and the runs of its events that this invocation delivers. */
export interface PlannedMessage extends LookedUpMessage {
  readonly runs: readonly Run[];
  /** Runs of which mappings were not read: they can only go back to the events queue. */
  readonly unread: readonly Run[];
  /** Whether parts of it went back to the events queue. */
  readonly isDivided: boolean;
  /** How many events it had before some of them were taken out for their details' sake. */
  readonly eventCount: number;
  /** How many events had no mapping. */
  readonly noMapping: number;
  /** How many deliveries a filter left out of events that were refused for their details' sake. */
  readonly filteredOfRefused: number;
}

/** Divides a message into runs of at most so many deliveries each, and counts what is dropped. */
export function planMessage(message: LookedUpMessage, maxDeliveries: number): PlannedMessage {
  const { events, scope, mappingsOf } = message;
  let noMapping = 0;
  const counts = events.map(({ event }) => {
    const { deliveries, filtered } = countDeliveries(event, scope, mappingsOf);
    if (deliveries + filtered === 0) noMapping += 1;
    return deliveries;
  });
  const ofEvent = (index: number) => {
    const event = events[index]?.event;
    const slices = event && slicesOf(event, mappingsOf);
    // No more are read than a run may have; if they were, they would go together.
    return slices ?? [{ sources: counts[index] ?? 0 }];
  };
  const all = divide({ counts, slicesOf: ofEvent }, maxDeliveries);
  const { runs = [], unread = [] } = Object.groupBy(all, (run) =>
    isRead(message, run) ? 'runs' : 'unread',
  );
  const eventCount = events.length;
  return {
    ...message,
    runs,
    unread,
    isDivided: false,
    eventCount,
    noMapping,
    filteredOfRefused: 0,
  };
}

/** How many deliveries filters leave out of what an invocation does of a message: its parts count their own. */
export function filteredOf(message: PlannedMessage): number {
  let filtered = message.filteredOfRefused;
  for (const run of message.runs) {
    filtered += filteredIn(message.events.slice(run.from, run.to), message);
  }
  return filtered;
}

/** How many deliveries filters leave out of some events of a message. */
export function filteredIn(
  events: readonly WrittenEvent[],
  { scope, mappingsOf }: LookedUpMessage,
): number {
  let filtered = 0;
  for (const { event } of events) filtered += countDeliveries(event, scope, mappingsOf).filtered;
  return filtered;
}

/** Whether the mappings of a run's events were read. */
function isRead(
  { events, mappingsOf }: LookedUpMessage,
  { from, to }: Pick<Run, 'from' | 'to'>,
): boolean {
  return events.slice(from, to).every(({ event }) => slicesOf(event, mappingsOf) === undefined);
}

/** The number of deliveries that a message still has to make. */
export function deliveriesIn({ runs, unread }: Pick<PlannedMessage, 'runs' | 'unread'>): number {
  return [...runs, ...unread].reduce((sum, run) => sum + run.deliveries, 0);
}

/** How much of a message must be settled: its deliveries, and everything in it that is no event as one. */
export function toSettleIn(message: Pick<PlannedMessage, 'runs' | 'unread' | 'invalid'>): number {
  return deliveriesIn(message) + Math.min(message.invalid.length, 1);
}

/** The scope of one run of a message, in all its Regions or in some. */
export function scopeOf(
  { scope }: EventsMessage,
  { after, through }: Run,
  regions = scope.regions,
): Scope {
  // Most messages are not divided, and have no scope of their own.
  if (after === undefined && through === undefined && regions === scope.regions) return scope;
  return {
    ...scope,
    ...(regions !== undefined && { regions }),
    ...(after !== undefined && { after }),
    ...(through !== undefined && { through }),
  };
}

/** To which sources deliveries go, where they have their events' ids, and what links they get. */
export interface Bound extends EntrySettings {
  readonly region: string;
  /** Epoch milliseconds. */
  readonly nowMs: number;
  /** Given if events are sent by reference. */
  readonly linkTo?: LinkTo | undefined;
}

/** One delivery for each event of a message's runs and each of its mappings in a Region, in order. */
export function* deliveriesOf(message: PlannedMessage, bound: Bound): Generator<Work, undefined> {
  for (const run of message.runs) {
    const scope = scopeOf(message, run);
    for (const written of message.events.slice(run.from, run.to)) {
      for (const mapping of mappingsFor(written.event, scope, message.mappingsOf, bound.region)) {
        yield workOf(message, written, mapping, bound);
      }
    }
  }
  return undefined;
}

/** A delivery; by reference if its entry would be too large otherwise. */
function workOf(
  { messageId, queuedAtMs }: PlannedMessage,
  { event, text, byReference }: WrittenEvent,
  mapping: Mapping,
  { eventIdIn, maxEntryBytes, linkTo, nowMs }: Bound,
): Work {
  const first = firstDelivery(event, mapping, queuedAtMs, eventIdIn);
  const whole = { ...first, messageId, mapping, text };
  if (linkTo === undefined) return whole;
  if (event.reference !== undefined) return asStub(whole, { linkTo, maxEntryBytes, nowMs });
  return byReference === undefined || whole.sizeBytes <= maxEntryBytes
    ? whole
    : asStub({ ...whole, ...byReference }, { linkTo, maxEntryBytes, nowMs });
}

/** What is left of a message for a Region after so many of its deliveries, counted from the first, were made. */
export function restOf(
  message: PlannedMessage,
  { region, taken }: { readonly region: string; readonly taken: number },
): readonly Run[] {
  const rest: Run[] = [];
  let toSkip = taken;
  for (const run of message.runs) {
    const scope = scopeOf(message, run);
    for (let index = run.from; index < run.to; index += 1) {
      const event = message.events[index]?.event;
      const mappings =
        event === undefined ? [] : mappingsFor(event, scope, message.mappingsOf, region);
      const left = mappings.slice(toSkip);
      const after = mappings[toSkip - 1]?.sourceArn ?? run.after;
      toSkip = Math.max(0, toSkip - mappings.length);
      if (left.length === 0) continue;
      const bounds = {
        ...(after !== undefined && { after }),
        ...(run.through !== undefined && { through: run.through }),
      };
      append(rest, { from: index, to: index + 1, ...bounds, deliveries: left.length });
    }
  }
  return rest;
}

/** Joins a run of one event to the last run, if both are whole events and they are neighbours. */
function append(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (last !== undefined && isWhole(last) && isWhole(run) && last.to === run.from) {
    runs[runs.length - 1] = {
      from: last.from,
      to: run.to,
      deliveries: last.deliveries + run.deliveries,
    };
  } else {
    runs.push(run);
  }
}

function isWhole({ after, through }: Run): boolean {
  return after === undefined && through === undefined;
}
