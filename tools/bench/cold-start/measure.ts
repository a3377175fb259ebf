import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interleave } from '../measure/interleave.ts';
import { makeVariants, type ColdStartVariant } from './variants.ts';
import { bundleSize, type BundleSize } from './bundle-size.ts';
import { firstBatch, firstBatchProblem } from './first-batch.ts';
import { measureLeftOut, type LeftOut } from './left-out.ts';
import { startCold, type ColdStart } from './start-cold.ts';
import { startStub, type Stub } from './stub.ts';

/** What was found of one bundle. */
export interface MeasuredBundle extends BundleSize {
  readonly name: string;
  readonly starts: readonly ColdStart[];
}

/** What was found of all of them. */
export interface ColdStarts {
  readonly bundles: readonly MeasuredBundle[];
  readonly leftOut: readonly LeftOut[];
}

/** Makes the bundles and starts each this many times in a fresh process, in turns. Rejects when one delivers wrongly. */
export async function measureColdStarts(
  rounds: number,
  progress: (text: string) => void,
): Promise<ColdStarts> {
  const folder = await mkdtemp(join(tmpdir(), 'cold-start-'));
  const stub = await startStub();
  try {
    progress('making the bundles');
    const leftOut = measureLeftOut(folder);
    const variants = await makeVariants(folder, stub.url);
    const turns = variants.map((variant) => ({
      name: variant.name,
      run: async () => {
        progress(variant.name);
        return await startOnce(variant, stub);
      },
    }));
    const starts = await interleave(turns, rounds);
    const bundles = variants.map(({ name, file }) => {
      return { name, ...bundleSize(file), starts: starts.get(name) ?? [] };
    });
    return { bundles, leftOut };
  } finally {
    await stub.close();
    await rm(folder, { recursive: true });
  }
}

async function startOnce(variant: ColdStartVariant, stub: Stub): Promise<ColdStart> {
  stub.begin();
  const start = await startCold(variant, stub.url, variant.isFanOut ? firstBatch : undefined);
  const problem = variant.isFanOut ? firstBatchProblem(stub.received(), start.response) : undefined;
  if (problem !== undefined) throw new Error(`${variant.name}: ${problem}`);
  return start;
}
