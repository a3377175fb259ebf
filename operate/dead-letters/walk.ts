import type { DeadLetter } from './dead-letter.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';

/** What a visitor says of the letters that it was shown. */
export interface Visited {
  /** The ids of those that are no longer on the queue. */
  readonly gone: ReadonlySet<string>;
  /** It needs to see no more. */
  readonly isEnough: boolean;
}

// In a long walk letters come again that were shown a minute ago; others may still be behind them.
const maxStaleReceives = 20;

/**
 * Shows a queue's dead letters to a visitor, each once, as far as they can be received. Those that it
 * leaves are kept hidden until the walk ends, so that others come, and made visible again then,
 * whatever ends it.
 */
export async function walkDeadLetters(
  queue: DeadLetterQueue,
  visit: (letters: readonly DeadLetter[]) => Promise<Visited>,
  signal: AbortSignal,
): Promise<void> {
  const held = new Map<string, DeadLetter>();
  const seen = new Set<string>();
  let stale = 0;
  try {
    while (stale < maxStaleReceives && !signal.aborted) {
      const received = await queue.receive();
      if (received.length === 0) return;
      const fresh = received.filter(({ id }) => !seen.has(id));
      for (const letter of received) {
        seen.add(letter.id);
        held.set(letter.id, letter);
      }
      stale = fresh.length === 0 ? stale + 1 : 0;
      if (fresh.length === 0) continue;
      const { gone, isEnough } = await visit(fresh);
      for (const id of gone) held.delete(id);
      if (isEnough) return;
    }
  } finally {
    await queue.giveBack([...held.values()]);
  }
}
