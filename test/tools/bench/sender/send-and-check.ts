import { byDetail, checkRequests } from '../../../../tools/bench/sender/check-requests.ts';
import { makeEvents, type Payload } from '../../../../tools/bench/sender/events.ts';
import { sourceOf } from '../../../../tools/bench/sender/sources.ts';
import type { Stub } from '../../../../tools/bench/sender/stub.ts';
import type { SenderVariant } from '../../../../tools/bench/sender/variants.ts';

/** Sends events as a variant does; the check throws when they did not arrive as it claims. */
export async function sendAll(
  variant: SenderVariant,
  payload: Payload,
  stub: Stub,
): Promise<() => void> {
  const events = await makeEvents(payload, 45);
  const prepare = await variant.load();
  const send = await prepare(events);
  stub.begin(0);
  await send();
  return () => checkRequests(stub.received(), byDetail(events), variant.claims, sourceOf);
}
