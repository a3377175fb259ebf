import { eventAround, type MatchableEvent } from '../event-pattern/matchable-event.ts';

/** An event that reached a bus. `detail` stays the JSON text as sent, so that it loses no digits. */
export type BusEvent = {
  readonly region: string;
  /** The account that owns the bus: for a partner event, the customer's. */
  readonly account: string;
  readonly bus: string;
  readonly id: string;
  /** The EventId of its entry, where it is not the event's id. */
  readonly entryId?: string;
  readonly source: string;
  readonly detailType: string;
  readonly timeMs: number;
  readonly resources: readonly string[];
  readonly detail: string;
  /** Set on an event of a replay. */
  readonly replayName?: string;
  /** Set on an event that a rule of another bus sent here: the account and the Region in its envelope. */
  readonly origin?: { readonly account: string; readonly region: string };
};

/** Roughly the memory of an event besides its detail: the objects and the short texts around it. */
const BYTES_AROUND_DETAIL = 500;

/** Roughly the memory of an event. */
export function memoryBytesOf({ detail }: BusEvent): number {
  return detail.length + BYTES_AROUND_DETAIL;
}

/** The event's envelope as JSON text, as a target receives it. */
export function envelopeText(event: BusEvent): string {
  return `${JSON.stringify(envelopeHead(event)).slice(0, -1)},"detail":${event.detail}}`;
}

/** The event as patterns are matched against it. */
export function matchableEvent(event: BusEvent): MatchableEvent {
  return eventAround(event.detail, (name) => HEAD.get(name)?.(event));
}

/** EventBridge writes an event's time to the second. */
function timeText({ timeMs }: BusEvent): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
}

/** The fields around the detail, in the order in which they are written. */
const HEAD = new Map<string, (event: BusEvent) => string | readonly string[] | undefined>([
  ['version', () => '0'],
  ['id', ({ id }) => id],
  ['detail-type', ({ detailType }) => detailType],
  ['source', ({ source }) => source],
  ['account', ({ account, origin }) => origin?.account ?? account],
  ['time', timeText],
  ['region', ({ region, origin }) => origin?.region ?? region],
  ['replay-name', ({ replayName }) => replayName],
  ['resources', ({ resources }) => resources],
]);

/** The members of the event's envelope besides its detail. */
export function envelopeHead(event: BusEvent) {
  const members = Array.from(HEAD, ([name, valueOf]) => [name, valueOf(event)] as const);
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}
