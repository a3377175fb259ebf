import type { Packable } from '../../../lambdas/domain/waiting-entries.ts';
import { chanceBy } from '../../simulators/chance.ts';
import type { Sizes } from './sizes.ts';

/** An entry to be packed, with its place in the order in which it came. */
export interface NumberedEntry extends Packable {
  readonly number: number;
  readonly sourceArn: string;
}

/** The properties of the entries to make. */
export interface EntryMix {
  readonly count: number;
  readonly sizes: Sizes;
  readonly maxEntryBytes: number;
  readonly maxRequestBytes: number;
  readonly sources: number;
}

/** Entries of such sizes, each of a source by chance: the same ones each time. */
export function makeEntries({ count, sizes, sources, ...limits }: EntryMix) {
  const chance = chanceBy(sizes.seed);
  return Array.from({ length: count }, (_, number): NumberedEntry => {
    const source = Math.floor(chance(`source ${number}`) * sources);
    const chances = [chance(`radius ${number}`), chance(`angle ${number}`)] as const;
    return { number, sizeBytes: sizes.bytesOf(chances, limits), sourceArn: `source-${source}` };
  });
}
