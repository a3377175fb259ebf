import { setTimeout as sleep } from 'node:timers/promises';
import type { EmulatorView } from '../../../local/emulator-view.ts';

/** How many events the buses had received by a time. */
export interface ArrivalStep {
  readonly atMs: number;
  readonly received: number;
}

/** The interval between looks, which is also the precision of a measured time. */
export const lookEveryMs = 20;

const patienceMs = 60_000;

/**
 * Looks until the buses have received this many events more than at the first look; resolves with the looks. Rejects
 * when nothing more comes for a minute.
 */
export async function watchArrivals(
  view: Pick<EmulatorView, 'counters'>,
  events: number,
  now: () => number,
  wait: (milliseconds: number) => Promise<unknown> = sleep,
): Promise<readonly ArrivalStep[]> {
  const steps: ArrivalStep[] = [];
  let first: number | undefined;
  let lastChangeMs = now();
  for (;;) {
    const { received: total } = await view.counters();
    first ??= total;
    const received = total - first;
    const atMs = now();
    if (received !== steps.at(-1)?.received) {
      steps.push({ atMs, received });
      lastChangeMs = atMs;
    }
    if (received >= events) return steps;
    if (atMs - lastChangeMs > patienceMs) throw new Error(`${received} of ${events} arrived`);
    await wait(lookEveryMs);
  }
}

/** When each event was on its bus, in the order of their arrival. */
export function arrivalTimes(steps: readonly ArrivalStep[]): readonly number[] {
  return steps.flatMap(({ atMs, received }, index) => {
    const before = steps[index - 1]?.received ?? 0;
    return Array.from({ length: received - before }, () => atMs);
  });
}
