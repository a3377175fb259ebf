import { join } from 'node:path';
import type { FunctionName } from '../settings/function-name.ts';
import type { BundleOptions } from './bundle-module.ts';

/** The module that a function's bundle is made from; it exports `handler`. */
export function functionEntry(name: FunctionName): string {
  return join(import.meta.dirname, '..', name, 'index.ts');
}

// Most requests of the API, most replays and most batches do not need much of what these have.
const divided: ReadonlySet<FunctionName> = new Set(['fan-out', 'retry', 'registration', 'replay']);

/** How a function is bundled: in one file, unless it has much that it seldom needs. */
export function bundleOptions(name: FunctionName): BundleOptions {
  return { isDivided: divided.has(name) };
}
