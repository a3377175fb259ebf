/** A time as RFC 3339 writes it, in UTC. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
