import { withStub } from '../domain/delivery.ts';
import { isKept } from '../domain/payload/payload-reference.ts';
import type { LinkTo } from '../ports/payloads.ts';
import type { Work } from './batch.ts';

/** How stubs are made. */
export interface StubContext {
  readonly linkTo: LinkTo;
  readonly maxEntryBytes: number;
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

/**
 * A delivery of an event whose detail is referred to, with its stub; unchanged if the detail is not kept
 * any more. The stub keeps no members of the detail where its entry would be too large with them.
 */
export function asStub(work: Work, { linkTo, maxEntryBytes, nowMs }: StubContext): Work {
  const { reference } = work.event;
  if (reference === undefined || !isKept(reference, nowMs)) return work;
  const url = linkTo(reference, work.mapping);
  const stub = withStub(work, reference, url);
  return stub.sizeBytes <= maxEntryBytes ? stub : withStub(work, reference, url, '{}');
}
