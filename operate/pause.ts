import { setTimeout } from 'node:timers/promises';

/** Waits, or until the signal if that comes first; never rejects. */
export type Pause = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** A pause on the machine's clock. */
export const pause: Pause = async (milliseconds, signal) => {
  await setTimeout(milliseconds, undefined, signal && { signal }).catch(() => undefined);
};
