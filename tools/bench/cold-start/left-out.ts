import { statSync } from 'node:fs';
import { join } from 'node:path';
import { bundleModule } from '../../../lambdas/bundle/bundle-module.ts';
import { functionEntry } from '../../../lambdas/bundle/bundle.ts';
import { standIns } from '../../../lambdas/bundle/stand-ins/stand-ins.ts';

/** The size of the fan-out function's bundle, in bytes, with a stand-in and all those before it. */
export interface SizeWithStandIns {
  readonly replaces: string;
  readonly reason: string;
  readonly codeBytes: number;
}

const entryPoint = functionEntry('fan-out');

/** What each stand-in takes off the fan-out function's bundle, in their order. */
export function sizesWithStandIns(folder: string): readonly SizeWithStandIns[] {
  const file = join(folder, 'fan-out.mjs');
  return standIns.map(({ replaces, reason }, index) => {
    bundleModule(entryPoint, file, standIns.slice(0, index + 1));
    return { replaces, reason, codeBytes: statSync(file).size };
  });
}
