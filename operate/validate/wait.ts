import type { Clock } from './clock.ts';
import { failureText, mayPass } from './evidence/failure-text.ts';
import { ItemEnded, Stopped } from './item-ended.ts';

/** What one look found: what was waited for, or what there is instead. */
export type Look<T> =
  | { readonly done: true; readonly value: T }
  /** In words that continue "last seen: ". */
  | { readonly done: false; readonly seen: string };

/** A wait: what for, how long, and how often it looks. */
export interface Wait {
  /** As the subject of a sentence: "the source being ACTIVE for the API". */
  readonly what: string;
  readonly withinMs: number;
  readonly everyMs: number;
}

/** What waiting needs. */
export interface Waiting {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

// What is throttled is not asked again at once.
const leastPauseMs = 1_000;

/**
 * Looks until it is there; a look that is throttled or has no answer has seen nothing yet. Rejects with an ItemEnded that says what was waited for and what was seen last, and with a
 * Stopped if the signal is aborted.
 */
export async function waitFor<T>(
  { what, withinMs, everyMs }: Wait,
  look: () => Promise<Look<T>>,
  { clock, signal }: Waiting,
): Promise<T> {
  const endMs = clock.now() + withinMs;
  for (;;) {
    refuseStopped(signal);
    const found = await lookOrSay(look);
    if (found.done) return found.value;
    if (clock.now() >= endMs) {
      const seconds = Math.round(withinMs / 1_000);
      throw new ItemEnded(
        `expected ${what} within ${seconds} s, but it did not come; last seen: ${found.seen}`,
      );
    }
    await clock.pause(found.hasFailed ? Math.max(everyMs, leastPauseMs) : everyMs, signal);
  }
}

async function lookOrSay<T>(look: () => Promise<Look<T>>) {
  try {
    return { ...(await look()), hasFailed: false };
  } catch (error) {
    if (!mayPass(error)) throw error;
    return { done: false as const, seen: failureText(error), hasFailed: true };
  }
}

/** Throws a Stopped if the operator has stopped the run. */
export function refuseStopped(signal: AbortSignal): void {
  if (signal.aborted) throw new Stopped();
}
