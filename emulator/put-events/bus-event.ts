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

/** The event's envelope with its parsed detail, as patterns are matched against it. */
export function envelopeOf(event: BusEvent, detail: object): object {
  return { ...envelopeHead(event), detail };
}

/** The members of the event's envelope besides its detail. */
export function envelopeHead(event: BusEvent) {
  const { account, region } = event.origin ?? event;
  return {
    version: '0',
    id: event.id,
    'detail-type': event.detailType,
    source: event.source,
    account,
    // EventBridge writes an event's time to the second.
    time: `${new Date(event.timeMs).toISOString().slice(0, 19)}Z`,
    region,
    ...(event.replayName === undefined ? {} : { 'replay-name': event.replayName }),
    resources: event.resources,
  };
}
