import type { Clock } from '../clock.ts';
import { failureText } from '../evidence/failure-text.ts';
import type { Made } from '../journal.ts';
import type { CleanUpResult } from '../validation.ts';

// A rule whose target was just removed still has it for a moment.
const mostTries = 5;
const betweenMs = 2_000;

/**
 * Takes away what was made, the latest first; each thing is tried five times. What fails does not stop the others, and
 * what has no time left is listed, too. Never rejects.
 *
 * @param withinMs for all of it
 */
export async function undoAll(
  made: readonly Made[],
  { clock, withinMs, onUndone }: Undoing,
): Promise<CleanUpResult> {
  const endMs = clock.now() + withinMs;
  const left: string[] = [];
  let removed = 0;
  for (const one of made) {
    const problem = await undoOne(one, endMs, clock);
    if (problem === undefined) removed += 1;
    else left.push(`${one.what} could not be removed (${problem}); by hand: ${one.byHand}`);
    onUndone?.(removed + left.length, made.length);
  }
  return { removed, left };
}

/** How things are taken away. */
export interface Undoing {
  readonly clock: Clock;
  readonly withinMs: number;
  readonly onUndone?: (done: number, all: number) => void;
}

async function undoOne(one: Made, endMs: number, clock: Clock): Promise<string | undefined> {
  let problem = 'no time was left';
  for (let tries = 0; tries < mostTries && clock.now() < endMs; tries += 1) {
    if (tries > 0) await clock.pause(betweenMs);
    const result = await withinTime(one.undo, endMs - clock.now(), clock);
    if (result === undefined) return undefined;
    problem = result;
  }
  return problem;
}

/** Undefined once it is done, or why it is not. */
async function withinTime(
  undo: Made['undo'],
  withinMs: number,
  clock: Clock,
): Promise<string | undefined> {
  const over = new AbortController();
  const ended = clock.pause(withinMs, over.signal).then(() => 'it took too long');
  const done = undo().then(() => undefined, failureText);
  const result = await Promise.race([done, ended]);
  over.abort();
  return result;
}
