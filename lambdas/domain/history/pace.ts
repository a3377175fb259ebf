/** How many events a replay may send now: some for each second that has passed, at most those of one second. */
export interface Pace {
  readonly events: number;
  /** When that was so, epoch milliseconds. */
  readonly atMs: number;
}

/** The pace as it is now. A replay that has sent nothing yet may send as many as in a second. */
export function paceAt(pace: Pace | undefined, maxPerSecond: number, nowMs: number): Pace {
  if (pace === undefined) return { events: maxPerSecond, atMs: nowMs };
  // A clock that was moved back adds nothing.
  const seconds = Math.max(0, nowMs - pace.atMs) / 1000;
  return { events: Math.min(maxPerSecond, pace.events + seconds * maxPerSecond), atMs: nowMs };
}

/** The pace after so many events. */
export function paceAfter({ events, atMs }: Pace, sent: number): Pace {
  return { events: events - sent, atMs };
}

/** How long it takes until an event may be sent, in milliseconds. */
export function pauseMs({ events }: Pace, maxPerSecond: number): number {
  return events >= 1 ? 0 : Math.ceil(((1 - events) / maxPerSecond) * 1000);
}
