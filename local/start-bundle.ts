import { join } from 'node:path';
import { bundleFunction } from '../lambdas/bundle/bundle.ts';
import { powertoolsEnvironment, type FunctionDeployment } from '../lambdas/settings/deployment.ts';
import type { FunctionName } from '../lambdas/settings/function-name.ts';
import { startFunction, type LocalFunction } from './lambda/function-host.ts';
import { localCatalog } from './local-catalog.ts';
import type { RuntimeApi } from './lambda/runtime-api.ts';
import { homeRegion, partnerName } from './partner.ts';
import { sdkEnvironment, type Endpoints } from './sdk-environment.ts';

/** What every function needs to start. */
export interface BundleContext {
  readonly endpoints: Endpoints;
  readonly runtimeApi: RuntimeApi;
  /** Receives each line that a function writes. */
  readonly onOutput: (line: string) => void;
}

/** A function to start, with the variables that it reads. */
export interface BundleSettings extends FunctionDeployment {
  readonly name: FunctionName;
  readonly maxConcurrency: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts a function from the bundle that the stack deploys, with the environment that Lambda gives it. */
export function startBundle(
  { name, memoryMb, timeoutSeconds, recursiveLoop, maxConcurrency, environment }: BundleSettings,
  { endpoints, runtimeApi, onOutput }: BundleContext,
): LocalFunction {
  return startFunction({
    runtimeApi,
    name,
    region: homeRegion,
    bundlePath: join(bundleFunction(name, { catalog: localCatalog(), partnerName }), 'index.mjs'),
    memoryMb,
    timeoutSeconds,
    recursiveLoop,
    maxConcurrency,
    environment: { ...sdkEnvironment(endpoints), ...environment, ...powertoolsEnvironment(name) },
    onOutput,
  });
}
