import { relayBatch } from './relay-batch.ts';
import type { RelayServices } from './relay-services.ts';
import { jittered, pauseMs } from './retry-delay.ts';

/** Relays batch after batch until the signal is aborted. What it has begun to send by then, it settles. */
export async function relay(services: RelayServices, signal: AbortSignal): Promise<void> {
  const { pollMs, sleep, random } = services;
  let stuck = 0;
  while (!signal.aborted) {
    const outcome = await relayBatch(services);
    stuck = outcome === 'stuck' ? stuck + 1 : 0;
    if (outcome === 'empty') await sleep(jittered(pollMs, random), signal);
    if (outcome === 'stuck') await sleep(pauseMs(stuck, random), signal);
  }
}
