import type { Clock } from '../clock.ts';
import { failureText } from '../evidence/failure-text.ts';
import type { Made } from '../journal.ts';
import type { CleanUpResult } from '../validation.ts';

// A rule whose target was just removed still has it for a moment, and a bus its rule: the pause doubles.
const mostTries = 5;
const betweenMs = 2_000;

/**
 * Takes away what was made, the latest first; what fails is tried again after all others, five times in all. What has no
 * time left is listed, too. Never rejects.
 *
 * @param withinMs for all of it
 */
export async function undoAll(
  made: readonly Made[],
  { clock, withinMs, onUndone }: Undoing,
): Promise<CleanUpResult> {
  const endMs = clock.now() + withinMs;
  let waiting: readonly Failed[] = made.map((one) => ({ one, problem: 'no time was left' }));
  for (let tries = 0; tries < mostTries && waiting.length > 0; tries += 1) {
    if (clock.now() >= endMs) break;
    if (tries > 0) await clock.pause(betweenMs * 2 ** (tries - 1));
    const failed: Failed[] = [];
    for (const [index, { one, problem }] of waiting.entries()) {
      const result = clock.now() < endMs ? await undoOne(one, endMs, clock) : problem;
      if (result !== undefined) failed.push({ one, problem: result });
      onUndone?.(made.length - failed.length - (waiting.length - index - 1), made.length);
    }
    waiting = failed;
  }
  return {
    removed: made.length - waiting.length,
    left: waiting.map(
      ({ one, problem }) => `${one.what} could not be removed (${problem}); by hand: ${one.byHand}`,
    ),
  };
}

interface Failed {
  readonly one: Made;
  readonly problem: string;
}

/** How things are taken away. */
export interface Undoing {
  readonly clock: Clock;
  readonly withinMs: number;
  readonly onUndone?: (done: number, all: number) => void;
}

/** Undefined once it is done, or why it is not. */
async function undoOne({ undo }: Made, endMs: number, clock: Clock): Promise<string | undefined> {
  const over = new AbortController();
  const ended = clock.pause(endMs - clock.now(), over.signal).then(() => 'it took too long');
  const done = undo().then(() => undefined, failureText);
  const result = await Promise.race([done, ended]);
  over.abort();
  return result;
}
