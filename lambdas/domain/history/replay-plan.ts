import type { BodyPlace, HistoryRow } from './row.ts';

/** What a replay would do, as far as its history was read. */
export interface ReplayPlan {
  /** Events that would be sent. */
  readonly events: number;
  /** What is read for their texts, as they are stored. */
  readonly bytes: number;
  /** How long it takes if others replay at the same time, and the live events leave their part. */
  readonly secondsAtMost: number;
  /** When the outcomes of the first and the last of them were, epoch milliseconds; absent if there are none. */
  readonly firstMs?: number;
  readonly lastMs?: number;
  /** Events that would be left out, since their texts are not kept. */
  readonly withoutBody: number;
  /** Whether everything was counted; otherwise there is more. */
  readonly isComplete: boolean;
}

/** Counts for a plan. */
export interface ReplayCount {
  add(row: HistoryRow, region: string): void;
  /** Adds events whose rows are lost. */
  addGone(events: number): void;
  plan(end: { readonly isComplete: boolean; readonly entriesPerSecond: number }): ReplayPlan;
}

/** How fast a replay goes at least, in events a second: it has one turn of several. */
export function leastEntriesPerSecond(
  quota: {
    /** Entries a second of all replays of a Region. */
    readonly entriesPerSecond: number;
    readonly maxRunning: number;
  },
  maxPerSecond = Infinity,
): number {
  // Half of it, since texts are read between the calls.
  const least = quota.entriesPerSecond / quota.maxRunning / 2;
  return Math.min(maxPerSecond, least);
}

/**
 * Counts selected rows.
 *
 * @param keptSinceMs texts of events that were recorded before are no longer kept, epoch milliseconds
 */
export function replayCount(keptSinceMs: number): ReplayCount {
  const frames = new Map<string, number>();
  let events = 0;
  let withoutBody = 0;
  let firstMs = Infinity;
  let lastMs = -Infinity;
  return {
    add({ body, atMs }, region) {
      if (body === undefined || atMs < keptSinceMs) {
        withoutBody += 1;
        return;
      }
      events += 1;
      frames.set(`${region} ${frameOf(body)}`, body.length);
      firstMs = Math.min(firstMs, atMs);
      lastMs = Math.max(lastMs, atMs);
    },
    addGone(gone) {
      withoutBody += gone;
    },
    plan: ({ isComplete, entriesPerSecond }) => ({
      events,
      bytes: frames.values().reduce((sum, length) => sum + length, 0),
      secondsAtMost: Math.ceil(events / entriesPerSecond),
      ...(events > 0 && { firstMs, lastMs }),
      withoutBody,
      isComplete,
    }),
  };
}

/** The frame that a text is in: it is read once for all of its texts. */
export function frameOf({ key, offset }: BodyPlace): string {
  return `${offset} ${key}`;
}
