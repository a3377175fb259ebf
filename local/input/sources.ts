import * as v from 'valibot';
import { nameSource, type Registration } from '../../lambdas/domain/mapping.ts';
import { partnerName } from '../partner.ts';
import { InputError } from '../../terminal/input-error.ts';
import { objectOf, readJsonFile } from '../../terminal/json-file.ts';

/** The state of a customer's partner event source: its bus exists, not yet, or the source is deleted. */
export type BusState = 'active' | 'pending' | 'gone';

/** A customer of a run: its registration, and the state of its source. */
export interface SourceInput extends Registration {
  readonly bus: BusState;
}

/** Reads the sources file: a JSON array of sources. Rejects with an InputError. */
export async function readSources(path: string): Promise<readonly SourceInput[]> {
  const sources = await readJsonFile('--sources', path, v.array(sourceSchema, 'must be an array'));
  const firstAt = new Map<string, number>();
  for (const [index, source] of sources.entries()) {
    const named = nameSource(partnerName, source);
    const fail = (problem: string) => {
      throw new InputError(`--sources ${path}: [${index}] ${problem}`);
    };
    if ('problem' in named) return fail(named.problem);
    const key = `${source.region} ${named.name}`;
    const earlier = firstAt.get(key);
    if (earlier !== undefined) return fail(`registers the same source as [${earlier}]`);
    firstAt.set(key, index);
  }
  return sources;
}

const text = v.pipe(v.string('must be a string'), v.nonEmpty('is empty'));

const sourceSchema = objectOf({
  generator: text,
  account: text,
  region: text,
  bus: v.picklist(['active', 'pending', 'gone'], 'must be "active", "pending" or "gone"'),
  detailTypes: v.exactOptional(v.array(text, 'must be an array of strings')),
});
