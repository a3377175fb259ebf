import type { DeadLetter } from './dead-letter.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import { isSelected, type Selection } from './selection.ts';
import { walkDeadLetters } from './walk.ts';
import type { Progress } from '../progress.ts';

/** The dead letters that were read. */
export interface PeekResult {
  readonly letters: readonly DeadLetter[];
  /** Whether reading ended before the end of the queue. */
  readonly hasMore: boolean;
}

/** How dead letters are read. */
export interface PeekOptions {
  /** The maximum number of selected dead letters. */
  readonly limit: number;
  /** Stops reading early. */
  readonly signal: AbortSignal;
  readonly progress: Pick<Progress, 'show'>;
}

/** Reads the selected dead letters of a queue without removing them. */
export async function peekDeadLetters(
  queue: DeadLetterQueue,
  selection: Selection,
  { limit, signal, progress }: PeekOptions,
): Promise<PeekResult> {
  const letters: DeadLetter[] = [];
  let read = 0;
  await walkDeadLetters(
    queue,
    async (fresh) => {
      read += fresh.length;
      progress.show(`${queue.name}: ${read.toLocaleString('en-US')} dead letters read`);
      letters.push(...fresh.filter((letter) => isSelected(selection, letter)));
      const isFound = selection.ids.length > 0 && letters.length === selection.ids.length;
      return { removed: new Set(), isDone: isFound || letters.length > limit };
    },
    signal,
  );
  return { letters: letters.slice(0, limit), hasMore: letters.length > limit || signal.aborted };
}
