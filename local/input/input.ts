import {
  demonstrationEvents,
  demonstrationFaults,
  demonstrationHints,
  demonstrationSources,
} from '../demonstration.ts';
import type { LocalOptions } from '../options.ts';
import { readFaults, type Faults } from './faults.ts';
import { checkReadable } from '../../terminal/json-file.ts';
import { readLines, type Line } from '../../terminal/lines.ts';
import { readSources, type SourceInput } from './sources.ts';

/** The input of a run. */
export interface Input {
  readonly events: AsyncIterable<Line>;
  readonly sources: readonly SourceInput[];
  readonly faults: Faults;
  /** What to look at in the page afterwards. */
  readonly hints?: string;
}

/** Reads the files that the options name; the demonstration provides the rest. Rejects with an InputError. */
export async function readInput({ events, sources, faults }: LocalOptions): Promise<Input> {
  const isDemonstration = events === undefined && sources === undefined;
  if (events !== undefined) await checkReadable(events, `--events ${events}`);
  return {
    events: events === undefined ? demonstrationEvents() : readLines('--events', events),
    sources: sources === undefined ? demonstrationSources : await readSources(sources),
    faults:
      faults === undefined
        ? isDemonstration
          ? demonstrationFaults
          : {}
        : await readFaults(faults),
    ...(isDemonstration && { hints: demonstrationHints }),
  };
}
