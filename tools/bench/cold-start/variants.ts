import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundleModule, type BundleOptions } from '../../../lambdas/bundle/bundle-module.ts';
import { bundleFunction } from '../../../lambdas/bundle/bundle.ts';
import { functionEntry } from '../../../lambdas/bundle/function-entry.ts';
import type { FunctionName } from '../../../lambdas/settings/function-name.ts';
import { environmentsAt } from './environments.ts';
import { bundleByNodejsFunction } from './node-js-function.ts';
import type { Bundle } from './start-cold.ts';

/** A bundle that is measured. */
export interface ColdStartVariant extends Bundle {
  readonly name: string;
  /** Whether it is a fan-out function, which is handed a first batch. */
  readonly isFanOut: boolean;
}

/** The names of the variants that the goals are about, and of those compared with them. */
export const variantNames = {
  ours: 'fan-out',
  complete: 'fan-out, nothing left out',
  runtimeSdk: "fan-out, NodejsFunction, the runtime's SDK",
  bundledSdk: 'fan-out, NodejsFunction, SDK bundled',
  bareComplete: 'three bare clients, nothing left out',
  bare: 'three bare clients',
} as const;

const nothingLeftOut: BundleOptions = { replaced: [], isTrimmed: false, isDivided: true };
const fanOutEntry = functionEntry('fan-out');
const bareEntry = join(import.meta.dirname, 'bare-clients.ts');

/**
 * Makes all bundles: the functions as they are deployed, the fan-out function as it would be otherwise, and
 * the clients alone.
 *
 * @param folder where those are put that are not deployed, outside of any package
 * @param url where every AWS service answers
 */
export async function makeVariants(
  folder: string,
  url: string,
): Promise<readonly ColdStartVariant[]> {
  const environments = environmentsAt(url);
  const deployed = (name: FunctionName) => ({
    name,
    file: join(bundleFunction(name), 'index.mjs'),
    environment: environments[name],
    isFanOut: name === 'fan-out',
  });
  const like = (name: string, file: string) => ({
    name,
    file,
    environment: environments['fan-out'],
    isFanOut: true,
  });
  const bare = { environment: {}, isFanOut: false };
  const byCdk = async (withSdk: boolean) =>
    await bundleByNodejsFunction(fanOutEntry, join(folder, `cdk-${withSdk}`), { withSdk });
  return [
    deployed('fan-out'),
    deployed('retry'),
    deployed('history'),
    deployed('replay'),
    deployed('reconcile'),
    deployed('registration'),
    like(variantNames.complete, bundleInto(folder, 'complete', fanOutEntry, nothingLeftOut)),
    like(variantNames.runtimeSdk, await byCdk(false)),
    like(variantNames.bundledSdk, await byCdk(true)),
    {
      ...bare,
      name: variantNames.bareComplete,
      file: bundleInto(folder, 'bare-all', bareEntry, nothingLeftOut),
    },
    { ...bare, name: variantNames.bare, file: bundleInto(folder, 'bare', bareEntry) },
  ];
}

function bundleInto(
  folder: string,
  name: string,
  ...[entry, options]: [string, BundleOptions?]
): string {
  mkdirSync(join(folder, name));
  const file = join(folder, name, 'index.mjs');
  bundleModule(entry, file, options);
  return file;
}
