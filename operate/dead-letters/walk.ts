import type { DeadLetter } from './dead-letter.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';

/** What a visitor did with the dead letters that it got. */
export interface Visited {
  /** The IDs of those that it removed from the queue. */
  readonly removed: ReadonlySet<string>;
  /** It needs no more. */
  readonly isDone: boolean;
}

// In a long walk, messages received a minute ago reappear; unseen ones may still follow.
const maxStaleReceives = 20;

/**
 * Passes a queue's dead letters to a visitor, each once, as far as SQS returns them. Those that it
 * leaves stay hidden until the walk ends, so that others are received, and become visible again then,
 * however it ends.
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
      const { removed, isDone } = await visit(fresh);
      for (const id of removed) held.delete(id);
      if (isDone) return;
    }
  } finally {
    await queue.giveBack([...held.values()]);
  }
}
