import { testEventDetailType } from '../../lambdas/contract/test-event.ts';
import * as v from 'valibot';
import { webUrl } from '../text/https-url.ts';
import type { Arrival } from '../../emulator/page/schemas.ts';

/** Whether it is a test event of the vendor's administrator. */
export function isTestEvent({ event }: Arrival): boolean {
  return event['detail-type'] === testEventDetailType;
}

/** Whether it was sent again: by a replay, or alone. */
export function isSentAgain({ event }: Arrival): boolean {
  return /^replay\/[^/]+\/event\//.test(event.resources.at(-1) ?? '');
}

/** Where the detail of a large event is. */
export interface ArrivedPayload {
  readonly url: string;
  readonly sizeBytes: number;
}

const stubSchema = v.object({
  payload_url: v.string(),
  payload_size_bytes: v.number(),
  payload_sha256: v.string(),
  expires_at: v.string(),
});

/** Where the detail is that came as a stub; undefined if the event is whole, or the link leads nowhere safe. */
export function payloadOf({ event }: Arrival): ArrivedPayload | undefined {
  const stub = v.safeParse(stubSchema, event.detail);
  if (!stub.success) return undefined;
  const url = webUrl(stub.output.payload_url);
  return url === undefined ? undefined : { url, sizeBytes: stub.output.payload_size_bytes };
}
