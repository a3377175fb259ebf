import type { ConnectionFault } from './tcp-proxy.ts';

/** How often connections are wronged: the part of all requests, 0 to 1. */
export interface ConnectionFaultRates {
  readonly cutRate: number;
  readonly stallRate: number;
}

const cuts = ['cutBefore', 'cutAfter', 'cutMidAnswer'] as const;

/** Draws a request's fault: one of the three cuts, each as often as the others, a stall, or mostly none. */
export function drawConnectionFault(
  random: () => number,
  { cutRate, stallRate }: ConnectionFaultRates,
): ConnectionFault | undefined {
  const drawn = random();
  if (drawn < cutRate) return cuts[Math.floor((drawn / cutRate) * cuts.length)];
  return drawn < cutRate + stallRate ? 'stall' : undefined;
}

/**
 * The vendor's ids of the events in a request to EventBridge or SQS. An entry has its event's id among its
 * resources, a message in its event; both hold the detail as JSON text inside JSON, with the id in it that
 * {@link eventNumbered} of the workload writes there, unless the detail is elsewhere.
 */
export function eventIdsIn(request: Buffer): readonly string[] {
  const text = request.toString('utf8');
  const found = forms.map((form) => Array.from(text.matchAll(form), ([, id = '']) => id));
  return found.find((ids) => ids.length > 0) ?? [];
}

const forms = [/"event\/([\w-]+)"/g, /\\"id\\":\\"([\w-]+)\\"/g, /\\"eventId\\":\\"([\w-]+)\\"/g];
