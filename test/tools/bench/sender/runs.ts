import type { Payload } from '../../../../tools/bench/sender/events.ts';
import type { SenderRun, SenderRuns } from '../../../../tools/bench/sender/measure.ts';
import { delaysMs, variants } from '../../../../tools/bench/sender/variants.ts';

/** Figures of variants, by their names, in place of the usual ones. */
export type FiguresByName = Readonly<Record<string, Partial<SenderRun>>>;

const usual: SenderRun = { eventsPerSecond: 1_000, cpuMicrosPerEvent: 30, entriesPerCall: 20 };

/** Ten runs of each variant at each delay, which differ by a tenth, in the same way for all of them. */
export function runsOf(payload: Payload, figures: FiguresByName): readonly SenderRuns[] {
  return delaysMs.map((delayMs) => {
    const byVariant = variants.map(({ name }) => {
      const { eventsPerSecond, cpuMicrosPerEvent, entriesPerCall } = { ...usual, ...figures[name] };
      const runs = Array.from({ length: 10 }, (_, round): SenderRun => {
        const factor = 1 + (round - 4.5) / 90;
        return {
          eventsPerSecond: eventsPerSecond * factor,
          cpuMicrosPerEvent: cpuMicrosPerEvent * factor,
          entriesPerCall,
        };
      });
      return [name, runs] as const;
    });
    return { payload, delayMs, byVariant: new Map(byVariant) };
  });
}
