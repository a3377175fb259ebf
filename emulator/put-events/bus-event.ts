/** An event that reached a bus. `detail` stays the JSON text it was sent as, so that no digit of it is lost. */
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

/** EventBridge writes an event's time to the second. */
export function envelopeTime(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
}

/** The event's envelope as JSON text, as a target gets it. */
export function envelopeText(event: BusEvent): string {
  const head = JSON.stringify({
    version: '0',
    id: event.id,
    'detail-type': event.detailType,
    source: event.source,
    account: event.account,
    time: envelopeTime(event.timeMs),
    region: event.region,
    resources: event.resources,
  });
  return `${head.slice(0, -1)},"detail":${event.detail}}`;
}
