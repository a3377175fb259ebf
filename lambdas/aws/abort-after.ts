/** A signal that aborts after so many milliseconds, rounded up and not below zero, as Node wants them. */
export function abortAfter(milliseconds: number): AbortSignal {
  return AbortSignal.timeout(Math.max(0, Math.ceil(milliseconds)));
}
