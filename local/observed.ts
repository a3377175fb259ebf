import * as v from 'valibot';
import { observedLimits } from '../emulator/behaviour/observed-limits.ts';
import type { Observed } from '../emulator/observed/observed.ts';
import { readObserved } from '../emulator/observed/read-observed.ts';
import { entryLimits } from '../lambdas/settings/table/entry-limits.ts';
import type { Overrides } from '../lambdas/settings/setting.ts';
import type { table } from '../lambdas/settings/table/table.ts';
import { InputError } from '../terminal/input-error.ts';
import { isSafe, newCodesIn } from './observed-codes.ts';

/** What a real account saw, and what the functions are set to because of it, as a stage would be. */
export interface ObservedFile {
  readonly observed: Observed;
  readonly settings: Overrides<typeof table>;
}

/** Reads the file of `--observed`. Throws an InputError, also for limits that no stage may have. */
export function readObservedFile(path: string): ObservedFile {
  const read = readObserved(path);
  if (!read.ok) throw new InputError(`--observed ${path}: ${read.reason}`);
  const { maxEntryBytes, maxRequestBytes } = observedLimits(read.observed);
  // The smallest of all Regions, since each function sends to all of them; no stage has larger entries than 1 MiB.
  const most = Math.min(maxEntryBytes, maxRequestBytes, entryLimits.maxEntryBytes.default);
  const limits = {
    maxEntryBytes: checked(path, 'maxEntryBytes', most),
    maxRequestBytes: checked(path, 'maxRequestBytes', maxRequestBytes),
  };
  const codes = newCodesIn(read.observed, []).filter(isSafe);
  const errorCodes = { sourceGone: codes.map(({ code }) => code) };
  return { observed: read.observed, settings: { entryLimits: limits, errorCodes } };
}

function checked(path: string, name: 'maxEntryBytes' | 'maxRequestBytes', bytes: number): number {
  const { inStage, expected } = entryLimits[name].kind;
  if (v.safeParse(inStage, bytes).success) return bytes;
  const text = `the entryLimits.${name} that follows must be ${expected}, not ${bytes}`;
  throw new InputError(`--observed ${path}: ${text}`);
}
