import { setTimeout as sleep } from 'node:timers/promises';

const everyMs = 50;

/**
 * Repeats an assertion until it holds. Rejects with its last failure when it does not in time, 20 s by
 * default: for effects of other processes, which emit no event.
 */
export async function eventually<T>(
  assertion: () => T | Promise<T>,
  atMostMs = 20_000,
): Promise<T> {
  const endMs = Date.now() + atMostMs;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > endMs) throw error;
      await sleep(everyMs);
    }
  }
}
