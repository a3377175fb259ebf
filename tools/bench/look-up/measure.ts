import { interleave, type Variant } from '../measure/interleave.ts';
import { watched } from '../measure/watched.ts';
import { mixGenerators, type GeneratorMix } from './generators.ts';
import { cachedLookUp, queryForEach, type LookUp } from './look-ups.ts';
import type { BenchTable } from './table.ts';

/** How many generators the events are of. */
export const generatorCounts = [10, 100, 1_000] as const;
/** The ways of looking up, as the table shows them. */
export const ways = ['cold cache', 'warm cache', 'a query for each event'] as const;

/** One of them. */
export type Way = (typeof ways)[number];

const eventsPerBatch = 1_000;
// It takes a request for each, whichever generators they are of.
const eventsOfQueryForEach = 200;

/** What looking up for a batch took, for 1,000 events. */
export interface LookUpRun {
  readonly requests: number;
  readonly milliseconds: number;
}

/** The runs by {@link lookUpName}. */
export type LookUpRuns = ReadonlyMap<string, readonly LookUpRun[]>;

/** The name of a measured variant. */
export function lookUpName(way: Way, generators: number): string {
  return `${generators} generators, ${way}`;
}

/** Looks up by every method for events of this many generators, in turns; what is found is checked. */
export async function measureLookUps(
  table: BenchTable,
  rounds: number,
  progress: (text: string) => void,
): Promise<LookUpRuns> {
  const batches = generatorCounts.map((generators) => ({
    generators,
    mix: mixGenerators(generators, eventsPerBatch),
  }));
  for (const { mix } of batches) {
    for (const generator of mix.mapped) await table.register(generator);
  }
  const variants = batches.flatMap(({ generators, mix }) => variantsOf(table, generators, mix));
  return await interleave(watched(variants, rounds, progress), rounds);
}

function variantsOf(
  table: BenchTable,
  generators: number,
  batch: GeneratorMix,
): readonly Variant<LookUpRun>[] {
  const shorter = { ...batch, ofEvents: batch.ofEvents.slice(0, eventsOfQueryForEach) };
  const runs: Readonly<Record<Way, () => Promise<LookUpRun>>> = {
    'cold cache': async () => await runOnce(table, cachedLookUp(table.mappings), batch),
    'warm cache': async () => {
      const lookUp = cachedLookUp(table.mappings);
      await lookUp(batch.ofEvents);
      return await runOnce(table, lookUp, batch);
    },
    'a query for each event': async () =>
      await runOnce(table, queryForEach(table.mappings), shorter),
  };
  return ways.map((way) => ({ name: lookUpName(way, generators), run: runs[way] }));
}

async function runOnce(table: BenchTable, lookUp: LookUp, mix: GeneratorMix): Promise<LookUpRun> {
  const { ofEvents } = mix;
  const [before, startMs] = [table.requests(), performance.now()];
  const found = await lookUp(ofEvents);
  const milliseconds = performance.now() - startMs;
  const thousands = ofEvents.length / 1000;
  checkFound(found, mix);
  return {
    requests: (table.requests() - before) / thousands,
    milliseconds: milliseconds / thousands,
  };
}

/** Throws an Error unless each generator has what it should have: its one mapping, or none. */
export function checkFound(
  found: Awaited<ReturnType<LookUp>>,
  { ofEvents, mapped }: GeneratorMix,
): void {
  for (const generator of ofEvents) {
    const owners = found
      .get(generator)
      ?.map((mapping) => mapping.generator)
      .join();
    const expected = mapped.has(generator) ? generator : '';
    if (owners !== expected) throw new Error(`${generator} has the mappings of "${owners}"`);
  }
}
