/** How much a search may read, and for how long. */
export interface SearchLimits {
  readonly maxMs: number;
  readonly maxBytes: number;
}

/** What is left of a search's limits. */
export interface SearchBudget {
  /** Whether nothing more should be read. */
  readonly isOver: () => boolean;
  /** Whether its time is over, so that nothing should be done with what was read. */
  readonly isLate: () => boolean;
  readonly spend: (bytes: number) => void;
}

/** A page of deliveries: somebody waits for it, and can go on from where it ended. */
export const pageLimits: SearchLimits = { maxMs: 1_000, maxBytes: 2_000_000 };

/** To find out what became of a page's waiting deliveries. */
export const outcomeLimits: SearchLimits = { maxMs: 500, maxBytes: 2_000_000 };

/** A search for one event, a count: it gives an answer once, or goes on from what it remembered. */
export const searchLimits: SearchLimits = { maxMs: 6_000, maxBytes: 16_000_000 };

/** A budget that begins now. */
export function searchBudget({ maxMs, maxBytes }: SearchLimits, now: () => number): SearchBudget {
  const endsAtMs = now() + maxMs;
  let bytesLeft = maxBytes;
  const isLate = () => now() >= endsAtMs;
  return {
    isOver: () => bytesLeft <= 0 || isLate(),
    isLate,
    spend(bytes) {
      bytesLeft -= bytes;
    },
  };
}
