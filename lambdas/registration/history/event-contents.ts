import { isKeyOf } from '../../aws/payloads/payload-key.ts';
import type { PayloadView } from '../../contract/history-view.ts';
import { isLive, type Mapping } from '../../domain/mapping.ts';
import type { PayloadReference } from '../../domain/payload/payload-reference.ts';
import { takeReference } from '../../domain/payload/take-reference.ts';
import { reach } from '../reachable.ts';
import type { RequestContext } from '../request-context.ts';

/** The contents of an event as the history has them. */
export interface EventContents {
  /** The event; without where its detail is, if it does not have it. */
  readonly text: string;
  /** The whole detail, if the event does not have it. */
  readonly payload: PayloadView | undefined;
}

/** The contents of an event by its text: of a large one, with the source's own link to its detail. */
export async function eventContents(
  text: string,
  mapping: Mapping,
  context: RequestContext,
): Promise<EventContents> {
  const taken = takeReference(text);
  if (taken === undefined) return { text, payload: undefined };
  const { sizeBytes, sha256, expiresAt = null } = taken.reference;
  const url = (await linkTo(taken.reference, mapping, context)) ?? null;
  return { text: taken.text, payload: { sizeBytes, sha256, expiresAt, url } };
}

/** A link for the present registration of the source; undefined if there is none, or nothing to link to. */
async function linkTo(
  reference: PayloadReference,
  mapping: Mapping,
  { payloadLinks, tenant, nowMs }: RequestContext,
): Promise<string | undefined> {
  const { expiresAt, key } = reference;
  if (expiresAt === undefined || Date.parse(expiresAt) <= nowMs) return undefined;
  // The text is as it was queued: a link to what is another tenant's would work.
  if (!isLive(mapping) || !isKeyOf(key, tenant)) return undefined;
  const link = await reach(() => payloadLinks.open());
  return link?.({ ...reference, expiresAt }, mapping);
}
