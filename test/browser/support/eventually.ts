import { setTimeout as sleep } from 'node:timers/promises';

const everyMs = 50;
const atMostMs = 20_000;

/**
 * Repeats an assertion until it holds. Rejects with its last failure when it does not within 20 s:
 * for effects of other processes, which emit no event.
 */
export async function eventually<T>(assertion: () => T | Promise<T>): Promise<T> {
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
