import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { SAVED_VERSION, type SavedState } from './saved-state.ts';

const envelope = v.object({
  version: v.unknown(),
  sha256: v.optional(v.string()),
  state: v.looseObject({}),
});

/** A saved state whose version and check are right; or, in one line, what is wrong with it. */
export type CheckedEnvelope = { ok: true; saved: SavedState } | { ok: false; reason: string };

/** Checks what is around a saved state; not yet what is in it. */
export function checkEnvelope(given: unknown): CheckedEnvelope {
  const parsed = v.safeParse(envelope, given);
  if (!parsed.success) return { ok: false, reason: 'is not a saved state of the emulator' };
  const { version, sha256, state } = parsed.output;
  if (version !== SAVED_VERSION) {
    const known = `this emulator reads version ${SAVED_VERSION}`;
    return { ok: false, reason: `is of version ${JSON.stringify(version)}; ${known}` };
  }
  if (sha256 !== undefined && sha256 !== sha256Of(state)) {
    const remedy = 'remove its sha256 if that was on purpose';
    return { ok: false, reason: `was changed after it was saved (${remedy})` };
  }
  return { ok: true, saved: { version, sha256, state } };
}

/** The check of a state: of its JSON text without spaces, so that printing it in another way does not change it. */
export function sha256Of(state: object): string {
  return createHash('sha256').update(JSON.stringify(state)).digest('hex');
}
