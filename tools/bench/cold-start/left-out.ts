import { statSync } from 'node:fs';
import { join } from 'node:path';
import { bundleModule, type BundleOptions } from '../../../lambdas/bundle/bundle-module.ts';
import { functionEntry } from '../../../lambdas/bundle/bundle.ts';
import { standIns } from '../../../lambdas/bundle/stand-ins/stand-ins.ts';
import { trims } from '../../../lambdas/bundle/trims.ts';

/** The size of the fan-out function's bundle, in bytes, with something left out and all those before it. */
export interface SizeWithLess {
  /** A module that has a stand-in, or the files that are trimmed. */
  readonly what: string;
  readonly reason: string;
  readonly codeBytes: number;
}

/** What each stand-in takes off the fan-out function's bundle, in their order, and then the trims together. */
export function sizesWithLess(folder: string): readonly SizeWithLess[] {
  const file = join(folder, 'fan-out.mjs');
  const codeBytes = (options: BundleOptions): number => {
    bundleModule(functionEntry('fan-out'), file, options);
    return statSync(file).size;
  };
  const replaced = standIns.map(({ replaces, reason }, index) => {
    const options = { replaced: standIns.slice(0, index + 1), isTrimmed: false };
    return { what: replaces, reason, codeBytes: codeBytes(options) };
  });
  const reason = trims.map((one) => one.reason).join(' ');
  return [...replaced, { what: 'parts of files', reason, codeBytes: codeBytes({}) }];
}
