import { setTimeout } from 'node:timers/promises';

/** Waits until the time is over or the signal is aborted; never rejects. */
export type Pause = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** A pause by the machine's clock. */
export const pause: Pause = async (milliseconds, signal) => {
  await setTimeout(milliseconds, undefined, signal && { signal }).catch(() => undefined);
};
