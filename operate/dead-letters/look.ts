import type { DeadLetter } from './dead-letter.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import { isSelected, type Selection } from './selection.ts';
import { walkDeadLetters } from './walk.ts';
import type { Progress } from '../progress.ts';

/** What was seen of a dead-letter queue. */
export interface Seen {
  readonly letters: readonly DeadLetter[];
  /** Whether the look ended before the queue did. */
  readonly hasMore: boolean;
}

/** How a look goes. */
export interface Looking {
  /** Selected letters at the most. */
  readonly limit: number;
  /** Ends it early. */
  readonly signal: AbortSignal;
  readonly progress: Pick<Progress, 'show'>;
}

/** Looks at the selected letters of a queue without taking them. */
export async function lookAtDeadLetters(
  queue: DeadLetterQueue,
  selection: Selection,
  { limit, signal, progress }: Looking,
): Promise<Seen> {
  const letters: DeadLetter[] = [];
  let looked = 0;
  await walkDeadLetters(
    queue,
    async (fresh) => {
      looked += fresh.length;
      progress.show(`${queue.name}: ${looked.toLocaleString('en-US')} dead letters looked at`);
      letters.push(...fresh.filter((letter) => isSelected(selection, letter)));
      const isFound = selection.ids.length > 0 && letters.length === selection.ids.length;
      return { gone: new Set(), isEnough: isFound || letters.length > limit };
    },
    signal,
  );
  return { letters: letters.slice(0, limit), hasMore: letters.length > limit || signal.aborted };
}
