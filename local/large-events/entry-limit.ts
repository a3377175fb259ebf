import * as v from 'valibot';
import { entryLimits } from '../../lambdas/settings/table/entry-limits.ts';
import { InputError } from '../../terminal/input-error.ts';

const { inStage, expected } = entryLimits.maxEntryBytes.kind;

/** What `--entry-limit` may be, in words: what a stage may set. */
export const entryLimitRange = expected;

/** Reads `--entry-limit`. Throws an InputError. */
export function parseEntryLimit(text: string): number {
  const read = v.safeParse(inStage, /^\d+$/.test(text) ? Number(text) : undefined);
  if (read.success) return read.output;
  throw new InputError(`--entry-limit must be ${expected}, not "${text}"`);
}
