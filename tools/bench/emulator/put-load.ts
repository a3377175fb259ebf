import type { BareClient } from './bare-client.ts';

/** Entries of each call: as many as EventBridge takes. */
export const entriesPerCall = 20;

/** Concurrent calls. */
export const callsInFlight = 16;

const detailBytes = 1000;
const timeSeconds = Date.parse('2026-11-21T19:00:00Z') / 1000;

/** The time that this many calls took. */
export interface PutLoad {
  readonly calls: number;
  readonly elapsedMs: number;
  /** Of each call. */
  readonly latenciesMs: readonly number[];
}

/** The body of a call: twenty entries of 1 kB for a source. */
export function putBody(source: string): string {
  const empty = JSON.stringify({ n: 1, text: '' });
  const Detail = JSON.stringify({ n: 1, text: 'x'.repeat(detailBytes - empty.length) });
  const entry = { Source: source, DetailType: 'bench', Time: timeSeconds, Detail };
  return JSON.stringify({ Entries: Array.from({ length: entriesPerCall }, () => entry) });
}

/**
 * Puts entries for so long, {@link callsInFlight} calls at once. Rejects when an entry fails.
 *
 * @param partner the account that the source is of
 */
export async function putFor(
  milliseconds: number,
  { client, partner, body }: { client: BareClient; partner: string; body: string },
): Promise<PutLoad> {
  const latenciesMs: number[] = [];
  const startMs = performance.now();
  const put = async () => {
    while (performance.now() - startMs < milliseconds) {
      const callMs = performance.now();
      const answer = await client.call(partner, 'PutPartnerEvents', body);
      if (!answer.startsWith('{"FailedEntryCount":0')) throw new Error(answer.slice(0, 200));
      latenciesMs.push(performance.now() - callMs);
    }
  };
  await Promise.all(Array.from({ length: callsInFlight }, put));
  return { calls: latenciesMs.length, elapsedMs: performance.now() - startMs, latenciesMs };
}
