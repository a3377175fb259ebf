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

/** A search for one event. */
export const searchLimits: SearchLimits = { maxMs: 6_000, maxBytes: 16_000_000 };

/** A count by hour: what was counted is remembered, so that it is read once. */
export const countLimits: SearchLimits = { maxMs: 8_000, maxBytes: 64_000_000 };

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

/** A budget that begins when it is first asked for. */
export function budgetFromFirstUse(limits: SearchLimits, now: () => number): SearchBudget {
  let budget: SearchBudget | undefined;
  const begun = (): SearchBudget => (budget ??= searchBudget(limits, now));
  return {
    isOver: () => begun().isOver(),
    isLate: () => begun().isLate(),
    spend: (bytes) => begun().spend(bytes),
  };
}
