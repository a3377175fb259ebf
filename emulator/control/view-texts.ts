import { type BusEvent, envelopeText } from '../put-events/bus-event.ts';
import type { Delivery } from '../state/world.ts';

/** An element of the view of received events. */
export function receivedText(event: BusEvent): string {
  const { region, account, bus, entryId } = event;
  return withEvent({ region, account, bus, entryId }, event);
}

/** An element of the view of deliveries to targets. */
export function deliveryText({ event, rule, targetId, input }: Delivery): string {
  const { region, account, bus } = event;
  return withEvent({ region, account, bus, rule, targetId, ...shownInput(input) }, event);
}

/** What a target receives in the event's place, as the view shows it. */
export function shownInput(input: Delivery['input']) {
  if (input === undefined) return {};
  return input.kind === 'text' ? { input: input.text } : { inputProblem: input.reason };
}

/** The text of a JSON object with further members before its own. */
export function withHead(head: object, objectText: string): string {
  return `${JSON.stringify(head).slice(0, -1)},${objectText.slice(1)}`;
}

// The envelope holds its detail as sent; parsing it and printing it again would lose long numbers.
function withEvent(head: object, event: BusEvent): string {
  return withHead(head, `{"event":${envelopeText(event)}}`);
}
