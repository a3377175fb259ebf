import { join } from 'node:path';
import { bundleModule, type BundleOptions } from '../../../lambdas/bundle/bundle-module.ts';
import { bundleOptions, functionEntry } from '../../../lambdas/bundle/function-entry.ts';
import { standIns } from '../../../lambdas/bundle/stand-ins/stand-ins.ts';
import { trims } from '../../../lambdas/bundle/trims.ts';

/** What is left out of the fan-out function, and of what it may load later. */
export interface LeftOut {
  /** A module that has a stand-in, or the files that are trimmed. */
  readonly what: string;
  readonly reason: string;
  /** By how much all files are smaller without it, and without those before it. */
  readonly savedBytes: number;
}

/** What each stand-in takes off the fan-out function, in their order, and then the trims together. */
export function measureLeftOut(folder: string): readonly LeftOut[] {
  const steps = [
    ...standIns.map(({ replaces, reason }, index) => {
      const options = { replaced: standIns.slice(0, index + 1), isTrimmed: false };
      return { what: replaces, reason, options };
    }),
    { what: 'parts of files', reason: trims.map((one) => one.reason).join(' '), options: {} },
  ];
  let before = bytesOf(folder, { replaced: [], isTrimmed: false });
  return steps.map(({ what, reason, options }) => {
    const after = bytesOf(folder, options);
    const savedBytes = before - after;
    before = after;
    return { what, reason, savedBytes };
  });
}

/** The size of the function with all that it may load. */
function bytesOf(folder: string, options: BundleOptions): number {
  const file = join(folder, 'left-out', 'index.mjs');
  const { outputs } = bundleModule(functionEntry('fan-out'), file, {
    ...bundleOptions('fan-out'),
    ...options,
  });
  return Object.values(outputs).reduce((sum, { bytes }) => sum + bytes, 0);
}
