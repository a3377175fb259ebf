import { type BusEvent, envelopeText } from '../put-events/bus-event.ts';
import type { Delivery } from '../state/world.ts';

/** An element of the view of what each bus received. */
export function receivedText(event: BusEvent): string {
  const { region, account, bus } = event;
  return withEvent({ region, account, bus }, event);
}

/** An element of the view of what each rule sent to each target. */
export function deliveryText({ event, rule, targetId }: Delivery): string {
  const { region, account, bus } = event;
  return withEvent({ region, account, bus, rule, targetId }, event);
}

/** The text of an object with further members before its own. */
export function withHead(head: object, objectText: string): string {
  return `${JSON.stringify(head).slice(0, -1)},${objectText.slice(1)}`;
}

// The envelope holds its detail as it was sent; parsing it to print it again would lose long numbers.
function withEvent(head: object, event: BusEvent): string {
  return withHead(head, `{"event":${envelopeText(event)}}`);
}
