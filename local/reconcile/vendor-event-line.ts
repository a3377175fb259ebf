import * as v from 'valibot';
import type { Received } from '../emulator-view.ts';

/** An event on the vendor's default bus as one line, with the source and reason of a reconciler's notification. */
export function vendorEventLine({ event }: Received): string {
  const { time, source, 'detail-type': detailType, detail } = event;
  const parsed = v.safeParse(notificationSchema, detail);
  const about = parsed.success ? `${parsed.output.sourceName}: ${parsed.output.reason}` : source;
  return `vendor event  ${time}  ${detailType}  ${about}`;
}

const notificationSchema = v.object({ sourceName: v.string(), reason: v.string() });
