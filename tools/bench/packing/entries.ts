import type { Packable } from '../../../lambdas/domain/pack.ts';
import { chanceBy } from '../../simulators/chance.ts';

/** An entry to be packed, with its place in the order in which it came. */
export interface NumberedEntry extends Packable {
  readonly number: number;
  readonly sourceArn: string;
}

/** The properties of the entries to make. */
export interface EntryMix {
  readonly count: number;
  /** Half of the entries are smaller. */
  readonly medianBytes: number;
  readonly maxEntryBytes: number;
  readonly sources: number;
}

// Source, detail type and time.
const minEntryBytes = 100;

/** Entries of log-normal sizes (sigma 1), each of a source by chance: the same ones each time. */
export function makeEntries(mix: EntryMix): readonly NumberedEntry[] {
  const chance = chanceBy(mix.medianBytes);
  return Array.from({ length: mix.count }, (_, number) => {
    const normal = standardNormal(chance(`radius ${number}`), chance(`angle ${number}`));
    const bytes = Math.round(mix.medianBytes * Math.exp(normal));
    const source = Math.floor(chance(`source ${number}`) * mix.sources);
    return {
      number,
      sizeBytes: Math.min(mix.maxEntryBytes, Math.max(minEntryBytes, bytes)),
      sourceArn: `source-${source}`,
    };
  });
}

/** Of two uniform numbers from 0 to below 1 (Box and Muller). */
function standardNormal(first: number, second: number): number {
  return Math.sqrt(-2 * Math.log(1 - first)) * Math.cos(2 * Math.PI * second);
}
