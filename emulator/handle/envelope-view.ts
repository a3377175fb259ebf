import * as v from 'valibot';
import type { EventEnvelope } from '../emulator.ts';
import { type BusEvent, envelopeText } from '../put-events/bus-event.ts';

const envelope = v.object({
  version: v.string(),
  id: v.string(),
  'detail-type': v.string(),
  source: v.string(),
  account: v.string(),
  time: v.string(),
  region: v.string(),
  resources: v.array(v.string()),
  detail: v.unknown(),
  'replay-name': v.exactOptional(v.string()),
});

/** An event as a target receives it, parsed. */
export function envelopeView(event: BusEvent): EventEnvelope {
  return v.parse(envelope, JSON.parse(envelopeText(event)));
}
