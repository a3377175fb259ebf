/** How one invocation of a function ended. */
export type InvokeResult =
  /** The handler returned; a handler that returned nothing gives null. */
  | { kind: 'returned'; payload: unknown }
  /** The function reported an error: the handler threw, the bundle could not be loaded, a payload was too large. */
  | { kind: 'failed'; errorType: string; errorMessage: string; stackTrace: readonly string[] }
  /** The function was still running at its time-out, and was killed. */
  | { kind: 'timedOut' }
  /** The process ended, or was ended by the host, before it answered. */
  | { kind: 'crashed'; reason: string };

/** Lambda's limit on the payload of an invocation, and of its response: 6 MB. */
export const maxPayloadBytes = 6_291_456;
