import { setTimeout } from 'node:timers/promises';

/** Resolves when the time has passed or the signal is aborted. */
export async function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, signal && { signal });
  } catch {
    // Aborted: the caller checks the signal.
  }
}
