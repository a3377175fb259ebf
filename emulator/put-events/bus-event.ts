import { eventAround, type MatchableEvent } from '../event-pattern/matchable-event.ts';

/** An event that reached a bus. `detail` stays the JSON text as sent, so that it loses no digits. */
export type BusEvent = {
  readonly region: string;
  /** The account that owns the bus: for a partner event, the customer's. */
  readonly account: string;
  readonly bus: string;
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  readonly timeMs: number;
  readonly resources: readonly string[];
  readonly detail: string;
};

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
const HEAD = new Map<string, (event: BusEvent) => string | readonly string[]>([
  ['version', () => '0'],
  ['id', ({ id }) => id],
  ['detail-type', ({ detailType }) => detailType],
  ['source', ({ source }) => source],
  ['account', ({ account }) => account],
  ['time', timeText],
  ['region', ({ region }) => region],
  ['resources', ({ resources }) => resources],
]);

function envelopeHead(event: BusEvent) {
  return Object.fromEntries(Array.from(HEAD, ([name, valueOf]) => [name, valueOf(event)]));
}
