/** A signal that aborts after so many milliseconds: Node takes whole ones only, and none below zero. */
export function abortAfter(milliseconds: number): AbortSignal {
  return AbortSignal.timeout(Math.max(0, Math.ceil(milliseconds)));
}
