import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, basename } from 'node:path';
import { existsSync } from 'node:fs';
import * as v from 'valibot';
import {
  observedSchema,
  type Observed,
  type ObservedRegion,
} from '../../emulator/observed/observed.ts';
import { readJsonFile } from '../../terminal/json-file.ts';

/** Reads what was observed before; undefined if there is no such file. Rejects with an InputError if it is not valid. */
export async function readObserved(path: string): Promise<Observed | undefined> {
  return existsSync(path) ? await readJsonFile('observed file', path, observedSchema) : undefined;
}

/**
 * What was observed before, and this run's Regions over it. What a run could not observe, or did not look at,
 * stays as it was known.
 */
export function mergeObserved(
  before: Observed | undefined,
  regions: ReadonlyMap<string, ObservedRegion>,
  observedAt: string,
): Observed {
  const known = before?.regions ?? {};
  const seen = Array.from(regions, ([region, observed]) => {
    const { notes: _, ...rest } = known[region] ?? {};
    return [region, { ...rest, ...observed }] as const;
  });
  const all = { ...known, ...Object.fromEntries(seen) };
  const sorted = Object.entries(all).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return v.parse(observedSchema, { version: 1, observedAt, regions: Object.fromEntries(sorted) });
}

/** Writes what was observed. */
export async function writeObserved(path: string, observed: Observed): Promise<void> {
  await writeWhole(path, `${JSON.stringify(observed, undefined, 2)}\n`);
}

/** Writes a file, or leaves the one that is there as it was. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}`);
  try {
    await writeFile(draft, text);
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}
