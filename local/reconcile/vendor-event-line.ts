import * as v from 'valibot';
import type { Received } from '../emulator-view.ts';

/** An event on the vendor's default bus as one line; what the reconciler sends tells its source and reason. */
export function vendorEventLine({ event }: Received): string {
  const { time, source, 'detail-type': detailType, detail } = event;
  const told = v.safeParse(notificationSchema, detail);
  const about = told.success ? `${told.output.sourceName}: ${told.output.reason}` : source;
  return `vendor event  ${time}  ${detailType}  ${about}`;
}

const notificationSchema = v.object({ sourceName: v.string(), reason: v.string() });
