import * as v from 'valibot';
import { eventSourceName } from '../protocol/members.ts';
import type { EventSource } from '../state/event-sources.ts';

/** A partner event source. `pendingSinceMs` is null while it is ACTIVE. */
export const savedSource = v.strictObject({
  name: eventSourceName,
  partnerAccount: v.string(),
  customerAccount: v.string(),
  createdAtMs: v.number(),
  pendingSinceMs: v.nullable(v.number()),
});

/** The same, of {@link savedSource}. */
export type SavedSource = v.InferOutput<typeof savedSource>;

/** A source as it is saved. */
export function saveSource({ state, ...source }: EventSource): SavedSource {
  return { ...source, pendingSinceMs: state.kind === 'PENDING' ? state.sinceMs : null };
}

/** The source that was saved. */
export function loadedSource({ pendingSinceMs, ...source }: SavedSource): EventSource {
  return {
    ...source,
    state:
      pendingSinceMs === null ? { kind: 'ACTIVE' } : { kind: 'PENDING', sinceMs: pendingSinceMs },
  };
}
